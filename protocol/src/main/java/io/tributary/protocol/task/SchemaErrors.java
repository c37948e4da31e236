package io.tributary.protocol.task;

import com.networknt.schema.Error;
import io.tributary.protocol.error.FieldError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Turns a schema validator's findings into sentences: what was wrong, the bound, and what to do. */
final class SchemaErrors {
    private SchemaErrors() {}

    static List<FieldError> translate(List<Error> findings, JsonNode schema) {
        List<FieldError> errors = new ArrayList<>();
        for (Error finding : findings) {
            if (finding.getKeyword().equals("if") || finding.getKeyword().equals("allOf")) {
                continue;
            }
            errors.add(translate(finding, schema));
        }
        return errors;
    }

    private static FieldError translate(Error finding, JsonNode schema) {
        String parent = path(finding);
        JsonNode value = finding.getInstanceNode();
        JsonNode bound = finding.getSchemaNode();
        return switch (finding.getKeyword()) {
            case "additionalProperties" -> unknown(parent, String.valueOf(finding.getProperty()), finding, schema);
            case "required" ->
                new FieldError(
                        join(parent, finding.getProperty()), join(parent, finding.getProperty()) + " is missing.");
            case "type" ->
                new FieldError(
                        parent, parent + " must be " + article(bound.asString()) + ", not " + shorten(value) + ".");
            case "enum" -> choice(parent, value, bound);
            case "minimum" ->
                new FieldError(
                        parent, parent + " is " + shorten(value) + "; it must be at least " + bound.asString() + ".");
            case "maximum" ->
                new FieldError(
                        parent, parent + " is " + shorten(value) + "; it must be at most " + bound.asString() + ".");
            case "exclusiveMinimum" ->
                new FieldError(
                        parent, parent + " is " + shorten(value) + "; it must be more than " + bound.asString() + ".");
            case "exclusiveMaximum" ->
                new FieldError(
                        parent, parent + " is " + shorten(value) + "; it must be less than " + bound.asString() + ".");
            case "maxLength" -> new FieldError(parent, parent + " is longer than " + bound.asString() + " characters.");
            case "minLength" -> new FieldError(parent, parent + " is empty; leave it out instead.");
            case "minItems" ->
                new FieldError(parent, parent + " is empty; it needs at least " + bound.asString() + " entry.");
            case "maxItems" -> new FieldError(parent, parent + " has more than " + bound.asString() + " entries.");
            default -> new FieldError(parent, parent + ": " + finding.getMessage());
        };
    }

    private static FieldError unknown(String parent, String name, Error finding, JsonNode schema) {
        String field = join(parent, shorten(name));
        List<String> known = new ArrayList<>();
        // The finding names the keyword; the known names stand beside it.
        String keyword = String.valueOf(finding.getSchemaLocation().getFragment());
        JsonNode beside = schema.at(keyword.substring(0, Math.max(0, keyword.lastIndexOf('/'))) + "/properties");
        known.addAll(beside.propertyNames());
        String hint = nearest(name, known)
                .map(near -> " Did you mean " + join(parent, near) + "?")
                .orElse(known.isEmpty() ? "" : " Known: " + String.join(", ", known) + ".");
        return new FieldError(field, "There is no field " + field + "." + hint);
    }

    private static FieldError choice(String parent, JsonNode value, JsonNode choices) {
        List<String> known = StreamSupport.stream(choices.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
        String hint = value.isString()
                ? nearest(value.asString(), known)
                        .map(near -> " Did you mean " + near + "?")
                        .orElse("")
                : "";
        return new FieldError(
                parent, parent + " cannot be " + shorten(value) + ". Known: " + String.join(", ", known) + "." + hint);
    }

    private static Optional<String> nearest(String name, List<String> known) {
        return known.stream()
                .filter(candidate ->
                        distance(name, candidate) <= Math.max(candidate.length() < 4 ? 1 : 2, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** Levenshtein's edit distance, without regard to case. */
    private static int distance(String first, String second) {
        String a = first.length() > 64 ? first.substring(0, 64) : first;
        int[] row = new int[second.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(second.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[second.length()];
    }

    private static String path(Error finding) {
        StringBuilder path = new StringBuilder();
        var location = finding.getInstanceLocation();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            if (element instanceof Integer index) {
                path.append('[').append(index).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(element);
            }
        }
        return path.toString();
    }

    private static String join(String parent, String name) {
        return parent.isEmpty() ? name : parent + "." + name;
    }

    private static String article(String type) {
        return switch (type) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "string" -> "text";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            default -> type;
        };
    }

    private static String shorten(JsonNode value) {
        return shorten(value.toString());
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
