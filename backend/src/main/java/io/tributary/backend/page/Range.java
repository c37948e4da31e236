package io.tributary.backend.page;

import tools.jackson.databind.JsonNode;

/** The bounds of a number in words, with its unit. */
final class Range {
    private Range() {}

    /** Such as "1 to 100 rounds"; empty where a property has neither bounds nor unit. */
    static String of(JsonNode property) {
        String low = bound(property, "minimum", "exclusiveMinimum", "more than ");
        String high = bound(property, "maximum", "exclusiveMaximum", "less than ");
        String unit = property.has("unit") ? " " + property.path("unit").asString() : "";
        if (low.isEmpty() && high.isEmpty()) {
            return unit.strip();
        }
        String range = low.isEmpty()
                ? "up to " + high
                : high.isEmpty() ? "from " + low : low + (low.startsWith("more") ? ", up to " : " to ") + high;
        return range + unit;
    }

    private static String bound(JsonNode property, String inclusive, String exclusive, String said) {
        return property.has(inclusive)
                ? Figures.plain(property.path(inclusive).decimalValue())
                : property.has(exclusive)
                        ? said + Figures.plain(property.path(exclusive).decimalValue())
                        : "";
    }
}
