package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bits and shares of updates that are not said outright: by what they were, or by what is not sent. */
final class CodecNumbers {
    private static final String KEEP = "compression.keep";
    private static final Set<String> ENTRIES = WordList.of("codecs.entries");
    private static final Set<String> DROPS = WordList.of("codecs.drops");
    private static final Set<String> ALL_BUT = Set.of("but", "except", "ausser", "sauf", "salvo", "menos", "bis");

    /** "Keep 10 % and drop the rest": another share is dropped. */
    private static final Set<String> BREAKS = Set.of(",", ";", "and", "und", "y", "et");

    private final Prompt prompt;
    private final JsonNode base;

    CodecNumbers(Prompt prompt, JsonNode base) {
        this.prompt = prompt;
        this.base = base;
    }

    /** Top-k with k = 2 %: no clients; one value in fifty, where no other share is said. */
    void claim(List<Bound> bound) {
        boolean topK = prompt.terms().stream()
                .anyMatch(term -> term.meaning().name().equals("compression.scheme")
                        && "top-k".equals(term.meaning().value()));
        if (!topK || bound.stream().anyMatch(each -> each.field().equals(KEEP))) {
            return;
        }
        bound.replaceAll(each -> each.number().kind() == Kind.SHARE
                        && each.cue() != null
                        && prompt.folded(each.cue().from()).equals("k")
                ? new Bound(each.number(), KEEP, each.cue(), each.cost())
                : each);
        if (bound.stream().anyMatch(each -> each.field().equals(KEEP))) {
            return;
        }
        prompt.quantities().stream()
                .filter(number -> number.kind() == Kind.SHARE
                        && number.value() < 1
                        && bound.stream().noneMatch(each -> each.number().equals(number))
                        && speaksOfEntries(number))
                .findFirst()
                .ifPresent(number -> bound.add(new Bound(number, KEEP, null, 1)));
    }

    private boolean speaksOfEntries(Quantity number) {
        return IntStream.range(
                        Math.max(0, number.from() - 3),
                        Math.min(number.to() + 4, prompt.words().size()))
                .anyMatch(at -> ENTRIES.contains(prompt.folded(at)));
    }

    /** Half the bits, two bits more, keep ten times as much: counted from what they were; 99 % sparsity keeps one. */
    Bound counted(Bound each) {
        String uplink = base.at("/compression/uplink/scheme").asString("none");
        String downlink = base.at("/compression/downlink/scheme").asString("none");
        // "Add 8-bit quantization" where there is none adds no bits.
        boolean quantized = uplink.equals("quantize") || downlink.equals("quantize") || !isAdded(each);
        boolean relative = (each.field().equals("compression.bits") && quantized)
                || (each.field().equals(KEEP)
                        && (each.number().kind() == Kind.TIMES || Changes.isOfThat(prompt, each.number())));
        OptionalDouble changed = relative ? Changes.apply(prompt, each, ofDirection()) : OptionalDouble.empty();
        if (changed.isEmpty() && each.field().equals(KEEP) && isDropped(each)) {
            changed = OptionalDouble.of(1 - each.number().value());
        }
        return changed.isEmpty()
                ? each
                : new Bound(
                        new Quantity(each.number().from(), each.number().to(), changed.getAsDouble(), Kind.PLAIN),
                        each.field(),
                        each.cue(),
                        each.cost());
    }

    private boolean isAdded(Bound bits) {
        return Changes.ADDS.contains(prompt.folded(bits.number().from() - 1));
    }

    /** Whether a share says what is not sent: 99 % sparsity, drop the smallest 90 %; not "drop all but 1 %". */
    private boolean isDropped(Bound keep) {
        Quantity number = keep.number();
        int from = Math.max(0, number.from() - 4);
        int to = Math.min(number.to() + 6, prompt.words().size());
        boolean all = IntStream.range(from, number.from()).anyMatch(at -> ALL_BUT.contains(prompt.folded(at)));
        return !all
                && number.value() < 1
                && IntStream.range(from, to)
                        .anyMatch(at -> DROPS.contains(prompt.folded(at))
                                && prompt.gap(
                                                Math.min(at, number.to()),
                                                Math.max(at, number.from()),
                                                word -> !BREAKS.contains(word))
                                        == 0);
    }

    /** The base, its downlink in the place of its uplink where only that is spoken of. */
    private JsonNode ofDirection() {
        return isOfDownlink() && base instanceof ObjectNode spec
                ? spec.deepCopy().set("compression", spec.objectNode().set("uplink", base.at("/compression/downlink")))
                : base;
    }

    boolean isOfDownlink() {
        List<String> directions = prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("compression.direction"))
                .map(term -> term.meaning().value())
                .distinct()
                .toList();
        return directions.equals(List.of("down"));
    }
}
