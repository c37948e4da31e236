package io.tributary.intent;

import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A prompt and its right reading, a line of a file: {@code prompt > tokens}. A token is {@code field=value}, {@code save=goal},
 * {@code ask:field}, {@code search:field} or {@code out}; tokens in braces at the beginning describe the task that the prompt changes.
 *
 * @param prompt as typed
 * @param base the task that it changes; null for none
 * @param tokens the right reading
 * @param known what the server knows that reads it
 */
record Example(String prompt, @Nullable JsonNode base, Set<String> tokens, Registries known) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static List<Example> of(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Example.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> parse(line, resource.endsWith("/newer.txt") ? Known.EVERYTHING : Known.REGISTRIES))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Example parse(String line) {
        return parse(line, Known.REGISTRIES);
    }

    private static Example parse(String line, Registries known) {
        String text = line.strip();
        JsonNode base = null;
        if (text.matches("\\{\\s*([a-zA-Z.]+=\\S+\\s*)+\\}.*")) {
            int end = text.indexOf('}');
            base = JSON.valueToTree(Known.reader(known)
                    .read(document(
                            JSON.createObjectNode(),
                            split(text.substring(1, end).strip()))));
            text = text.substring(end + 1).strip();
        }
        int at = text.lastIndexOf(" >");
        String prompt = at < 0 ? text : text.substring(0, at).strip();
        return new Example(
                prompt, base, at < 0 ? Set.of() : split(text.substring(at + 2).strip()), known);
    }

    private static Set<String> split(String tokens) {
        return tokens.isBlank() ? Set.of() : new TreeSet<>(List.of(tokens.split("\\s+", -1)));
    }

    private static ObjectNode document(ObjectNode document, Set<String> tokens) {
        for (String token : tokens) {
            int equals = token.indexOf('=');
            if (equals > 0 && !token.startsWith("save=") && !token.startsWith("study.")) {
                String field = token.substring(0, equals);
                Draft.put(document, field, value(field, token.substring(equals + 1)));
            }
        }
        return document;
    }

    private static JsonNode value(String field, String text) {
        if (field.equals("name")) {
            return Draft.json(text.replace('_', ' '));
        }
        try {
            return JSON.readTree(text);
        } catch (RuntimeException e) {
            return Draft.json(text);
        }
    }

    /**
     * What an interpreter made of it.
     *
     * @param found tokens
     * @param right tokens
     * @param confidences of the values that were read, and whether each is right
     */
    record Result(Set<String> found, Set<String> right, List<Confidence> confidences) {
        boolean isRight() {
            return found.equals(right);
        }

        /** What is missing and what is wrong; empty where all is right. */
        String mistake() {
            if (isRight()) {
                return "";
            }
            String missing =
                    right.stream().filter(token -> !found.contains(token)).collect(Collectors.joining(" "));
            String wrong =
                    found.stream().filter(token -> !right.contains(token)).collect(Collectors.joining(" "));
            return "missing [" + missing + "] wrong [" + wrong + "]";
        }
    }

    /** How sure a value was, from 0 to 1, and whether it is right. */
    record Confidence(double confidence, boolean right) {}

    Result read(Interpreter interpreter) {
        Set<String> wishes = new TreeSet<>();
        Interpretation read = interpreter.interpret(Intent.of(prompt, base), Known.surroundings(known, wishes::add));
        Set<String> found = new TreeSet<>(tokens(read));
        wishes.forEach(wish -> found.add("save=" + wish));
        Set<String> right = new TreeSet<>(normalized());
        List<Confidence> confidences = confidences(read, right);
        // A question may leave more open than it must: only what is asked counts then.
        if (right.stream().anyMatch(token -> token.startsWith("ask:"))) {
            right.removeIf(token -> !token.startsWith("ask:"));
            found.removeIf(token -> !token.startsWith("ask:"));
        }
        return new Result(found, right, confidences);
    }

    private List<Confidence> confidences(Interpretation read, Set<String> right) {
        List<Confidence> confidences = new ArrayList<>();
        if (read.spec() == null || right.stream().anyMatch(token -> token.startsWith("ask:") || token.equals("out"))) {
            return confidences;
        }
        Set<String> changes = changes(read.spec());
        for (Interpretation.FieldValue field : read.fields()) {
            boolean ours = field.source() == Interpretation.Source.SAID || field.source() == Interpretation.Source.RULE;
            String start = field.field() + "=";
            boolean same = changes.stream()
                            .filter(token -> token.startsWith(start))
                            .allMatch(right::contains)
                    && right.stream().filter(token -> token.startsWith(start)).allMatch(changes::contains);
            if (ours) {
                confidences.add(new Confidence(field.confidence(), same));
            }
        }
        return confidences;
    }

    private Set<String> normalized() {
        Set<String> special = tokens.stream()
                .filter(token -> token.equals("out")
                        || token.startsWith("ask:")
                        || token.startsWith("search:")
                        || token.startsWith("save=")
                        || token.startsWith("study."))
                .collect(Collectors.toCollection(TreeSet::new));
        if (tokens.contains("out")) {
            return Set.of("out");
        }
        ObjectNode document = base == null ? JSON.createObjectNode() : (ObjectNode) base.deepCopy();
        if (tokens.stream().anyMatch(token -> token.startsWith("clients.fraction="))
                && tokens.stream().noneMatch(token -> token.startsWith("clients.selection="))
                && document.at("/clients/selection").asString("full").equals("full")) {
            Draft.put(
                    document,
                    "clients.selection",
                    Draft.json(
                            tokens.contains("clients.fraction=1") || tokens.contains("clients.fraction=1.0")
                                    ? "full"
                                    : "random"));
        }
        boolean clips = tokens.stream().anyMatch(token -> token.startsWith("privacy.clipNorm="));
        if (clips
                && tokens.stream()
                        .anyMatch(
                                token -> token.startsWith("compression.uplink.scheme=") && !token.endsWith("=none"))) {
            Draft.put(document, "compression.uplink.errorFeedback", Draft.json(false));
        }
        if (tokens.stream().noneMatch(token -> token.startsWith("ask:"))) {
            try {
                special.addAll(changes(Known.reader(known).read(document(document, tokens))));
            } catch (TributaryException refusal) {
                // What was said cannot be had, such as noise before it is built: that has to be said to whoever asked
                // for it.
                refusal.errors().forEach(error -> special.add("ask:" + error.field()));
            }
        }
        return special;
    }

    private Set<String> tokens(Interpretation read) {
        if (read.outcome() == Interpretation.Outcome.OUT_OF_SCOPE) {
            return Set.of("out");
        }
        Set<String> found = new TreeSet<>();
        read.questions().forEach(question -> found.add("ask:" + question.field()));
        JsonNode study = read.study();
        if (study != null) {
            study.get("space")
                    .forEach(dimension ->
                            found.add("search:" + dimension.get("field").asString()));
            if (study.get("space").size() == 4 && tokens.contains("search:*")) {
                found.removeIf(token -> token.startsWith("search:"));
                found.add("search:*");
            }
            if (study.path("architecture").isObject()) {
                found.add("search:model.preset");
                long most = study.at("/architecture/maxParameters").asLong();
                if (most > 0) {
                    found.add("study.maxParameters=" + most);
                }
            }
            long trials = study.at("/budget/trials").asLong();
            if (trials != 16 || tokens.contains("study.trials=16")) {
                found.add("study.trials=" + trials);
            }
        }
        if (read.spec() != null) {
            found.addAll(changes(read.spec()));
        }
        return found;
    }

    /** What differs from the base, or from the defaults. */
    private Set<String> changes(TaskSpec spec) {
        ObjectNode before = JSON.valueToTree(TaskSpec.defaults());
        if (base != null) {
            before = (ObjectNode) base;
        }
        Set<String> changes = new TreeSet<>();
        compare("", before, JSON.valueToTree(spec), changes);
        return changes;
    }

    private static void compare(String path, @Nullable JsonNode before, JsonNode after, Set<String> changes) {
        if (after instanceof ObjectNode object) {
            object.properties()
                    .forEach(entry -> compare(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                            before == null ? null : before.get(entry.getKey()),
                            entry.getValue(),
                            changes));
        } else if (after.isNumber() && before != null && before.isNumber()) {
            if (Math.abs(after.doubleValue() - before.doubleValue()) > 1e-5 * Math.abs(before.doubleValue())) {
                changes.add(path + "=" + number(after.doubleValue()));
            }
        } else if (!after.isNull() && !after.equals(before)) {
            // A token has no blanks, so in names both are one.
            String text = path.equals("name") ? after.asString().replace('_', ' ') : after.asString();
            changes.add(path + "=" + (after.isNumber() ? number(after.doubleValue()) : text));
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
