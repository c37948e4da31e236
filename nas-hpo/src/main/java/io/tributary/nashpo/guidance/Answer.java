package io.tributary.nashpo.guidance;

import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A proposer's text as a point of the space.
 *
 * @param params null where the text holds none
 * @param rationale one line of at most 500 characters; null where there is none
 * @param remarks what was moved, filled in or left out, for people; where there are no params, why
 */
record Answer(@Nullable Params params, @Nullable String rationale, List<String> remarks) {
    private static final int LONGEST = 20_000;
    private static final int RATIONALE = 500;
    private static final int SHOWN = 60;
    /** So that a flood of nonsense does not fill the journal. */
    private static final int REMARKS = 8;

    /**
     * Reads what can be read. Numbers outside of their range are moved to its end; text that is a number counts as one; fields
     * that do not exist or do not count are left out; what is missing comes from the optimiser's own point.
     */
    static Answer read(String text, Space space, Params own) {
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        if (text.length() > LONGEST || from < 0 || to < from) {
            return refused(
                    text.length() > LONGEST
                            ? "The answer is longer than " + LONGEST + " characters."
                            : "The answer holds no JSON object.");
        }
        JsonNode document;
        try {
            document = JsonMapper.shared().readTree(text.substring(from, to + 1));
        } catch (JacksonException e) {
            return refused("The answer is not JSON: " + shorten(e.getOriginalMessage()));
        }
        if (!(document.path("params") instanceof ObjectNode wanted)) {
            return refused("The answer has no object \"params\".");
        }
        List<String> remarks = new ArrayList<>();
        Params usable = Params.none();
        for (var entry : wanted.properties()) {
            Dimension dimension = space.dimension(entry.getKey());
            if (dimension == null) {
                remarks.add("There is no field " + shorten(entry.getKey()) + " in the space; left out.");
                continue;
            }
            JsonNode value = number(entry.getValue());
            JsonNode near = dimension.nearest(value);
            if (near == null) {
                remarks.add(dimension.field() + " cannot be "
                        + shorten(entry.getValue().toString()) + "; the optimiser's value instead.");
                continue;
            }
            usable = usable.with(dimension.field(), near);
            if (!dimension.contains(value)) {
                remarks.add(dimension.field() + " " + shorten(value.toString()) + " became " + near + ".");
            }
        }
        if (usable.values().isEmpty()) {
            return refused("No field of the space has a value that it can take. " + String.join(" ", remarks));
        }
        Params complete = space.complete(usable, own);
        for (Dimension dimension : space.dimensions()) {
            if (complete.has(dimension.field()) && !wanted.has(dimension.field())) {
                remarks.add(dimension.field() + " was not said; the optimiser's value instead.");
            } else if (usable.has(dimension.field()) && !complete.has(dimension.field())) {
                remarks.add(dimension.field() + " does not count here; left out.");
            }
        }
        return new Answer(complete, rationale(document.path("rationale")), few(remarks));
    }

    private static JsonNode number(JsonNode value) {
        if (value.isString()) {
            try {
                return JsonMapper.shared()
                        .getNodeFactory()
                        .numberNode(Double.parseDouble(value.asString().strip()));
            } catch (NumberFormatException e) {
                return value;
            }
        }
        return value;
    }

    private static @Nullable String rationale(JsonNode value) {
        if (!value.isString() || value.asString().isBlank()) {
            return null;
        }
        String line = value.asString().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= RATIONALE ? line : line.substring(0, RATIONALE - 3) + "...";
    }

    private static Answer refused(String why) {
        return new Answer(null, null, List.of(why.length() <= RATIONALE ? why : why.substring(0, RATIONALE)));
    }

    private static List<String> few(List<String> remarks) {
        if (remarks.size() <= REMARKS) {
            return List.copyOf(remarks);
        }
        List<String> shown = new ArrayList<>(remarks.subList(0, REMARKS));
        shown.add("And " + (remarks.size() - REMARKS) + " more.");
        return shown;
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...";
    }
}
