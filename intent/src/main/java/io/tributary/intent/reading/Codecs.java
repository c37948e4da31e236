package io.tributary.intent.reading;

import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How updates are packed, in each direction: quantize to 4 bits up, 8 down; top 1 %; no compression. */
final class Codecs {
    private final Prompt prompt;

    Codecs(Prompt prompt) {
        this.prompt = prompt;
    }

    void read(Map<String, Reading> readings) {
        Reading bits = readings.remove("compression.bits");
        Reading keep = readings.remove("compression.keep");
        List<Term> schemes = values("compression.scheme");
        List<Term> wishes = values("compression.compress");
        schemes.removeIf(term -> Choices.isNegated(prompt, term));
        boolean refused = wishes.stream().anyMatch(term -> Choices.isNegated(prompt, term))
                || schemes.stream().anyMatch(term -> term.meaning().value().equals("none"));
        if (refused && schemes.stream().allMatch(term -> term.meaning().value().equals("none"))) {
            Term said = schemes.isEmpty() ? wishes.get(0) : schemes.get(0);
            for (String direction : directions("both")) {
                set(readings, direction, "scheme", "none", said.from(), said.to());
            }
            return;
        }
        String scheme = scheme(schemes, bits, keep);
        if (scheme == null) {
            return;
        }
        int from = schemes.isEmpty()
                ? (bits == null ? keep == null ? 0 : keep.from() : bits.from())
                : schemes.get(0).from();
        int to = schemes.isEmpty()
                ? (bits == null ? keep == null ? 1 : keep.to() : bits.to())
                : schemes.get(0).to();
        for (String direction : directions("up")) {
            set(readings, direction, "scheme", scheme, from, to);
            if (bits != null && !scheme.equals("float16")) {
                set(readings, direction, "bits", bits.value(), bits.from(), bits.to());
            }
            if (keep != null && scheme.equals("top-k")) {
                set(readings, direction, "keep", keep.value(), keep.from(), keep.to());
            }
            for (Term feedback : values("compression.errorFeedback")) {
                set(
                        readings,
                        direction,
                        "errorFeedback",
                        !Choices.isNegated(prompt, feedback),
                        feedback.from(),
                        feedback.to());
            }
        }
    }

    private static @Nullable String scheme(List<Term> schemes, @Nullable Reading bits, @Nullable Reading keep) {
        if (schemes.stream().anyMatch(term -> term.meaning().value().equals("top-k")) || keep != null) {
            return "top-k";
        }
        if (!schemes.isEmpty()) {
            return schemes.get(0).meaning().value();
        }
        return bits == null ? null : "quantize";
    }

    private List<Term> values(String field) {
        List<Term> found = new ArrayList<>();
        for (Term term : prompt.terms()) {
            if (term.meaning().kind() == Meaning.Kind.VALUE
                    && term.meaning().name().equals(field)) {
                found.add(term);
            }
        }
        return found;
    }

    private List<String> directions(String otherwise) {
        List<String> said = values("compression.direction").stream()
                .map(term -> term.meaning().value())
                .distinct()
                .toList();
        if (said.contains("both")
                || (said.contains("up") && said.contains("down"))
                || (said.isEmpty() && otherwise.equals("both"))) {
            return List.of("uplink", "downlink");
        }
        return said.contains("down") ? List.of("downlink") : List.of("uplink");
    }

    private static void set(
            Map<String, Reading> readings, String direction, String name, @Nullable Object value, int from, int to) {
        String field = "compression." + direction + "." + name;
        readings.put(field, Reading.said(field, value, from, to, 0.95));
    }
}
