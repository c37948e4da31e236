package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import io.tributary.intent.text.Word;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Numbers whose field is not named but clear: 35 smart meters, wait two minutes, Adagrad at 0.02, test every tenth round. */
final class Unnamed {
    private static final String COUNT = "clients.count";
    /** What is counted in prompts and is no holder of data. */
    private static final Set<String> NO_CLIENTS = Set.of(
            "years",
            "days",
            "weeks",
            "months",
            "times",
            "points",
            "pictures",
            "images",
            "examples",
            "samples",
            "rows",
            "gigabytes",
            "megabytes",
            "gb",
            "mb",
            "kb",
            "features",
            "words",
            "lines",
            "euros",
            "dollars",
            "layers",
            "neurons",
            "units",
            "kilometers",
            "meters",
            "pages",
            "others",
            "decisions",
            "things",
            "steps",
            "questions",
            "ways",
            "models",
            "tasks",
            "runs",
            "servers",
            "cores",
            "gpus",
            "values",
            "options",
            "items",
            "columns",
            "weights",
            "parameters",
            "filters",
            "channels",
            "degrees",
            "percentage",
            "versuche",
            "bilder",
            "jahre",
            "tage",
            "wochen",
            "monate",
            "punkte",
            "anos",
            "dias",
            "semanas",
            "meses",
            "puntos",
            "imagenes",
            "jours",
            "semaines",
            "ans",
            "bits",
            "bytes",
            "settings",
            "fields",
            "of",
            "per",
            "is",
            "as",
            "was",
            "this",
            "its",
            "his",
            "has",
            "us",
            "yes",
            "plus",
            "les",
            "des",
            "los",
            "las",
            "mas",
            "dans",
            "nous",
            "vous",
            "sous",
            "pas",
            "fois",
            "veces",
            "im",
            "in",
            "an",
            "von",
            "den",
            "dem",
            "der",
            "die",
            "oder",
            "aber",
            "je",
            "mit",
            "wie",
            "sie",
            "eine",
            "einer",
            "prozent",
            "local",
            "laps",
            "nur",
            "auf",
            "zu",
            "statt",
            "epocas",
            "people",
            "classes",
            "labels",
            "digits",
            "categories");

    private static final Set<String> EACH = Set.of(
            "every", "each", "alle", "jede", "jeder", "jedes", "cada", "toutes", "tous", "chaque", "les", "le", "la",
            "once", "evry");
    private static final Set<String> AT =
            Set.of("at", "@", "mit", "con", "avec", "a", "bei", "with", "(", ",", "rate", "of");

    /** We are nine, son nueve, ils sont onze. */
    private static final Set<String> ARE = Set.of("are", "son", "somos", "sont", "sommes", "sind");

    private final Prompt prompt;
    private final List<Bound> bound;

    private Unnamed(Prompt prompt, List<Bound> bound) {
        this.prompt = prompt;
        this.bound = new ArrayList<>(bound);
    }

    /** The bound numbers and those that can be bound without a name. */
    static List<Bound> add(Prompt prompt, List<Bound> bound) {
        Unnamed unnamed = new Unnamed(prompt, bound);
        unnamed.tests();
        unnamed.patience();
        for (Quantity number : prompt.quantities()) {
            if (unnamed.isFree(number)) {
                unnamed.deadline(number);
                unnamed.rate(number);
                unnamed.packing(number);
                unnamed.holders(number);
            }
        }
        unnamed.only();
        return unnamed.bound;
    }

    private boolean isFree(Quantity number) {
        return bound.stream().noneMatch(each -> each.number().equals(number));
    }

    private boolean has(String field) {
        return bound.stream().anyMatch(each -> each.field().equals(field));
    }

    private void bind(Quantity number, String field, double cost) {
        bound.add(new Bound(number, field, null, cost));
    }

    /** Test every 5 rounds, jede fünfte Runde auswerten: the rounds there are no number of rounds. */
    private void tests() {
        if (has("evaluation.every") || prompt.signs("test").isEmpty()) {
            return;
        }
        for (Quantity number : prompt.quantities()) {
            String before = prompt.folded(number.from() - 1);
            boolean article = Set.of("les", "las", "los", "the").contains(before);
            boolean each = EACH.contains(article ? prompt.folded(number.from() - 2) : before);
            boolean near = prompt.signs("test").stream()
                    .anyMatch(sign -> Math.abs(sign.from() - number.from()) <= 9
                            && !endsBetween(
                                    Math.min(sign.from(), number.from()), Math.max(sign.from(), number.from())));
            double every =
                    number.kind() == Kind.SHARE && number.value() > 0 ? Math.rint(1 / number.value()) : number.value();
            if (each && near && (number.kind() == Kind.SHARE || number.whole()) && every >= 1) {
                bound.removeIf(other -> other.number().equals(number));
                bound.add(new Bound(
                        new Quantity(number.from(), number.to(), every, Kind.PLAIN), "evaluation.every", null, 0.5));
                return;
            }
        }
    }

    /** Stop after nine rounds without progress: those are no rounds to train. */
    private void patience() {
        if (has("stopping.patience")) {
            return;
        }
        for (Quantity number : prompt.quantities()) {
            boolean rounds = bound.stream()
                    .anyMatch(
                            each -> each.number().equals(number) && each.field().equals("training.rounds"));
            boolean better = prompt.signs("improve").stream()
                    .anyMatch(sign -> sign.from() >= number.to()
                            && sign.from() - number.to() <= 7
                            && !endsBetween(number.to(), sign.from())
                            && prompt.quantities().stream()
                                    .noneMatch(other -> other.from() >= number.to() && other.from() < sign.from()));
            if ((rounds || isFree(number)) && number.whole() && better) {
                bound.removeIf(each -> each.number().equals(number));
                bind(number, "stopping.patience", 0.5);
                return;
            }
        }
    }

    /** Top-k: 3 % up, 20 % down. */
    private void packing(Quantity number) {
        boolean beside = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("compression.direction")
                        && (term.from() == number.to() || term.to() == number.from()));
        String scheme = prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("compression.scheme"))
                .map(term -> term.meaning().value())
                .findFirst()
                .orElse("");
        if (beside && scheme.equals("top-k") && number.kind() == Kind.SHARE) {
            bind(number, "compression.keep", 1);
        } else if (beside && scheme.equals("quantize") && number.whole() && number.value() <= 32) {
            bind(number, "compression.bits", 1);
        }
    }

    /** The one number and the one name of a sentence that are left belong together: a learning rate that falls from 0.08. */
    private void only() {
        List<Quantity> free = prompt.quantities().stream().filter(this::isFree).toList();
        List<Term> cues = prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.CUE
                        && !has(term.meaning().name()))
                .toList();
        if (free.size() != 1 || cues.size() != 1) {
            return;
        }
        Quantity number = free.get(0);
        Term cue = cues.get(0);
        boolean real = Fields.NUMBERS.get(cue.meaning().name()) == Fields.Sort.REAL && number.value() < 1;
        boolean ends =
                prompt.sentenceEndsBetween(Math.min(cue.from(), number.from()), Math.max(cue.from(), number.from()));
        if (real && !ends && number.kind() == Kind.PLAIN) {
            bind(number, cue.meaning().name(), 3);
        }
    }

    private boolean endsBetween(int from, int to) {
        return prompt.sentenceEndsBetween(from, to) || prompt.gap(from, to, word -> !word.equals(";")) > 0;
    }

    /** A span of time is how long a round waits: nothing else is counted in seconds. */
    private void deadline(Quantity number) {
        if (number.kind() == Kind.SECONDS && number.value() >= 1 && !has("clients.deadlineSeconds")) {
            bind(number, "clients.deadlineSeconds", 1);
        }
    }

    /** A small number right after the optimizer is its learning rate. */
    private void rate(Quantity number) {
        boolean small = number.kind() == Kind.PLAIN && number.value() > 0 && number.value() < 1;
        boolean optimizer = prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.meaning().name().equals("training.optimizer")
                        && term.to() <= number.from()
                        && number.from() - term.to() <= 2
                        && prompt.gap(term.to(), number.from(), AT::contains) == 0);
        if (small && optimizer && !has("training.learningRate")) {
            bind(number, "training.learningRate", 1);
        }
    }

    /** A number of things nobody knows are the holders of data, where the rest speaks of training. */
    private void holders(Quantity number) {
        if (!number.whole() || number.value() < 1 || has(COUNT) || !speaksOfTraining() || !isFree(number)) {
            return;
        }
        int at = number.to();
        boolean ends = at >= prompt.words().size() || prompt.words().get(at).separates();
        if (ends && ARE.contains(prompt.folded(number.from() - 1))) {
            bind(number, COUNT, 2);
            return;
        }
        if (at < prompt.words().size()
                && isUnknownWord(at)
                && !isNoun(at)
                && at + 1 < prompt.words().size()) {
            at++;
        }
        if (at < prompt.words().size() && isUnknownWord(at) && isNoun(at)) {
            bind(number, COUNT, 2);
        }
    }

    private boolean speaksOfTraining() {
        return prompt.terms().stream()
                .anyMatch(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        || term.meaning().kind() == Meaning.Kind.GOAL
                        || term.meaning().namesField()
                        || term.meaning().isSign("round")
                        || term.meaning().isSign("task"));
    }

    private boolean isUnknownWord(int at) {
        Word word = prompt.words().get(at);
        return word.isLetters()
                && word.folded().length() > 2
                && !NO_CLIENTS.contains(word.folded())
                && prompt.terms().stream().noneMatch(Unnamed.covers(at))
                && prompt.quantities().stream().noneMatch(number -> number.from() <= at && at < number.to());
    }

    private static Predicate<Term> covers(int at) {
        return term -> term.from() <= at && at < term.to();
    }

    /** Plural by its ending, or a German noun by its capital. */
    private boolean isNoun(int at) {
        String text = prompt.words().get(at).text();
        String folded = prompt.words().get(at).folded();
        boolean plural = folded.endsWith("s") && !folded.endsWith("ss");
        boolean german = Character.isUpperCase(text.charAt(0))
                && (folded.endsWith("n") || folded.endsWith("e") || folded.endsWith("r") || folded.endsWith("k"));
        return plural || german || folded.endsWith("aux");
    }
}
