package io.tributary.intent.reading;

import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import io.tributary.protocol.task.TaskSpec;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fields that go back to what they are by default: batch size back to the default, the default model after all. */
final class Defaults {
    private static final JsonNode DEFAULTS = JsonMapper.shared().valueToTree(TaskSpec.defaults());
    private static final int FARTHEST = 8;
    /** Between a name and that it has its default: die Lernrate bitte wieder auf den Standard. */
    private static final Set<String> BACK_TO = WordList.of("defaults.back-to");
    /** Between the word default and the name: the default number of clients. */
    private static final Set<String> OF = WordList.of("defaults.of");
    /** After the word default, where what has it was named before: my rate is nonsense, use the default one. */
    private static final Set<String> ONE = Set.of("one", "again", "value", "instead", "wert", "valor", "valeur");

    private final Prompt prompt;
    private final JsonNode base;

    Defaults(Prompt prompt, JsonNode base) {
        this.prompt = prompt;
        this.base = base;
    }

    /** The default of a number field; empty where it has none. */
    static Optional<Double> of(String field) {
        JsonNode value = at(DEFAULTS, field);
        return value.isNumber() ? Optional.of(value.doubleValue()) : Optional.empty();
    }

    /** The default of a field with names; empty where it has none. */
    static String named(String field) {
        return at(DEFAULTS, field).asString("");
    }

    /** Whether a number stands right before the word default: half the default rate. */
    static boolean isFactorOf(Prompt prompt, int to) {
        return prompt.signs("default").stream()
                .anyMatch(sign -> sign.from() >= to && prompt.gap(to, sign.from(), OF::contains) == 0);
    }

    /**
     * Reads them.
     *
     * @param isRead whether a field was read otherwise
     */
    void read(Predicate<String> isRead, Consumer<Reading> readings) {
        for (Term sign : prompt.signs("default")) {
            name(sign)
                    .filter(cue -> !isRead.test(Changes.path(cue.meaning().name())) && !isOfOptimizer(cue))
                    .flatMap(cue -> back(cue, sign))
                    .ifPresent(readings);
        }
    }

    private Optional<Reading> back(Term cue, Term sign) {
        String field = Changes.path(cue.meaning().name());
        JsonNode value = at(DEFAULTS, field);
        Object typed = value.isNumber() ? Reader.typed(field, value.doubleValue()) : value.asString("");
        boolean known = value.isNumber() || value.isString();
        boolean beside = cue.to() <= sign.from() && prompt.gap(cue.to(), sign.from(), BACK_TO::contains) == 0;
        // What it is anyhow needs no words; a number right after its name is said even so.
        return known && ((value.isNumber() && beside) || !value.equals(at(base, field)))
                ? Optional.of(Reading.said(
                        field,
                        typed,
                        Math.min(cue.from(), sign.from()),
                        Math.max(cue.to(), sign.to()),
                        beside ? 0.95 : 0.8))
                : Optional.empty();
    }

    /** The name that stands right before or behind the word default, else the one named last. */
    private Optional<Term> name(Term sign) {
        Optional<Term> before = named().filter(
                        cue -> cue.to() <= sign.from() && prompt.gap(cue.to(), sign.from(), BACK_TO::contains) == 0)
                .reduce((first, second) -> second);
        Optional<Term> after = named().filter(cue -> cue.from() >= sign.to()
                        && prompt.gap(sign.to(), cue.from(), OF::contains) == 0
                        // "Our usual hospitals" are no number of them.
                        && (cue.from() > sign.to() || !cue.meaning().name().equals("clients.count")))
                .findFirst();
        Optional<Term> last = named().filter(cue -> cue.to() <= sign.from()
                        && sign.from() - cue.to() <= FARTHEST
                        && ONE.contains(prompt.folded(sign.to()))
                        && !prompt.sentenceEndsBetween(cue.to(), sign.from()))
                .reduce((first, second) -> second);
        return before.or(() -> after).or(() -> last);
    }

    private Stream<Term> named() {
        return prompt.terms().stream()
                .filter(term ->
                        term.meaning().namesField() && !term.meaning().name().equals("name"));
    }

    /** The usual rate of an optimizer is the optimizer's. */
    private boolean isOfOptimizer(Term cue) {
        return cue.meaning().name().equals("training.learningRate")
                && prompt.terms().stream()
                        .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                                && term.meaning().name().equals("training.optimizer"));
    }

    private static JsonNode at(JsonNode spec, String field) {
        return spec.at("/" + field.replace('.', '/'));
    }
}
