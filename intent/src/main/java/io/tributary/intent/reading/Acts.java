package io.tributary.intent.reading;

import io.tributary.intent.reading.Understanding.Search;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.FunctionWords;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a prompt wants done. */
final class Acts {
    private static final Set<String> POLITE = WordList.of("acts.polite");

    private static final Set<String> ASKS = WordList.of("acts.asks");
    private static final Set<String> TRIES = Set.of("essaie", "probiere");
    private static final Set<String> OPTIMISED = WordList.of("acts.optimised");
    private static final Set<String> BY = Set.of("by", "with", "using", "mit", "con", "avec");
    private static final Set<String> OPTIMISE = Set.of("optimise", "optimize");
    private static final Set<String> BEFORE_SOUGHT = WordList.of("acts.before-sought");
    private static final Set<String> LEAVES = Set.of("leave", "lass", "deja", "laisse");
    private static final Set<String> TRAINS = WordList.of("acts.trains");

    private static final String MOST_PARAMETERS = "study.maxParameters";
    private static final Set<String> FOR =
            Set.of("for", "with", "fur", "mit", "para", "con", "pour", "avec", "of", "von");

    private final Prompt prompt;
    private final Map<String, List<Term>> acts;

    private Acts(Prompt prompt) {
        this.prompt = prompt;
        this.acts = prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.ACT && !isNoAct(term))
                .collect(Collectors.groupingBy(term -> term.meaning().name()));
    }

    static Acts of(Prompt prompt) {
        return new Acts(prompt);
    }

    private List<Term> named(String act) {
        return acts.getOrDefault(act, List.of());
    }

    /** The partners optimise locally: it is what clients do, nothing is sought; mejor 60 corrects a number. */
    private boolean isNoAct(Term act) {
        boolean corrects = act.meaning().name().equals("best")
                && prompt.quantities().stream().anyMatch(number -> number.from() == act.to());
        boolean ofClients = prompt.terms().stream()
                .anyMatch(term -> term.to() == act.from()
                        && term.meaning().kind() == Meaning.Kind.UNIT
                        && term.meaning().name().equals("clients.count"));
        // "Try power of choice" says which.
        boolean tries = TRIES.contains(prompt.folded(act.from()))
                && act.length() == 1
                && choicesBehind(act, 1).size() == 1;
        // "Optimised by SGD" says how, not that something is sought.
        boolean by = OPTIMISED.contains(prompt.folded(act.to() - 1))
                && BY.contains(prompt.folded(act.to()))
                && !choicesBehind(act, 3).isEmpty();
        return corrects || tries || by || (ofClients && OPTIMISE.contains(prompt.folded(act.from())));
    }

    /** All values of the field one of whose values is named close behind: Adam in "optimised by Adam"; empty where none is. */
    private List<Term> choicesBehind(Term act, int near) {
        return prompt.terms().stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.VALUE
                        && term.from() >= act.to()
                        && term.from() - act.to() <= near)
                .findFirst()
                .map(first -> prompt.terms().stream()
                        .filter(term -> term.meaning().kind() == Meaning.Kind.VALUE
                                && term.from() >= act.to()
                                && term.meaning().name().equals(first.meaning().name())
                                && !Choices.isNegated(prompt, term))
                        .toList())
                .orElse(List.of());
    }

    /** What says that something is to be found. */
    private List<Term> seeking() {
        return Stream.concat(named("search").stream(), named("architecture").stream())
                .toList();
    }

    /** Train, search, or both; never, for what no prompt may ask for. */
    Set<String> wanted(Map<String, Reading> readings) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String act : List.of("train", "search", "architecture")) {
            if (!named(act).isEmpty()) {
                wanted.add(act);
            }
        }
        if (wanted.contains("architecture")) {
            wanted.add("search");
        } else if (wanted.contains("search") && readings.containsKey(MOST_PARAMETERS)) {
            wanted.add("architecture");
        }
        if (isForbidden()) {
            wanted.add("never");
        }
        return wanted;
    }

    private boolean isForbidden() {
        return !named("never").isEmpty() || named("harm").stream().anyMatch(this::isAboutNoField);
    }

    /** Whether it says so in as many words. */
    boolean trains() {
        return prompt.terms().stream().anyMatch(term -> isTraining(prompt, term));
    }

    static boolean isTraining(Prompt prompt, Term term) {
        return term.meaning().kind() == Meaning.Kind.ACT
                && term.meaning().name().equals("train")
                && TRAINS.contains(prompt.folded(term.from()));
    }

    /** Whether it says to train: train, fit, learn, not merely "do" or "want". */
    boolean orders() {
        return trains() || prompt.hasSign("same") || prompt.hasSign("request");
    }

    /** Whether it begins as a question does. */
    boolean asks() {
        return begins("ask", term -> true)
                || (prompt.text().strip().endsWith("?")
                        && ASKS.contains(prompt.folded(0))
                        && prompt.signs("request").stream().noneMatch(sign -> sign.from() == 0));
    }

    /** Whether it orders something that is not about training. */
    boolean order() {
        return begins("other", this::isAboutNoField) || isForbidden();
    }

    /** Whether the order may also ask for the result of a search: tell me, show me. */
    boolean mild() {
        return named("never").isEmpty()
                && named("other").stream()
                        .allMatch(term -> Set.of(
                                        "tell",
                                        "show",
                                        "muestra",
                                        "zeige",
                                        "zeig",
                                        "montre",
                                        "compare",
                                        "calculate",
                                        "explain",
                                        "print")
                                .contains(prompt.folded(term.from())));
    }

    /** "Delete the momentum" changes a field; "delete task 5" is for no prompt to do, wherever it stands. */
    private boolean isAboutNoField(Term harm) {
        return prompt.terms().stream()
                .noneMatch(term -> term.from() >= harm.to()
                        && term.from() - harm.to() <= 2
                        && ((term.meaning().namesField()
                                        && !term.meaning().name().equals("clients.count"))
                                || term.meaning().kind() == Meaning.Kind.VALUE));
    }

    /** Whether an act is the first thing said, but for politeness. */
    private boolean begins(String act, Predicate<Term> counts) {
        return named(act).stream()
                .filter(counts)
                .anyMatch(term -> prompt.gap(0, term.from(), POLITE::contains) == 0
                        || (prompt.words().get(term.from() - 1).endsSentence() && act.equals("other")));
    }

    /** Better settings for our model: the model is not what is to be found. */
    private boolean isContext(Term term) {
        boolean determined =
                FunctionWords.contains(prompt.folded(term.from() - 1)) && FOR.contains(prompt.folded(term.from() - 2));
        // Which of your models is best?
        boolean asked = named("best").stream()
                .anyMatch(best -> best.from() >= term.to()
                        && best.from() - term.to() <= 5
                        && prompt.isClear(term.to(), best.from()));
        return term.meaning().name().equals("model.preset")
                && !asked
                && (determined || FOR.contains(prompt.folded(term.from() - 1)));
    }

    /** Whether trials may differ in a field. */
    static boolean isSearchable(String field) {
        return !field.equals("name")
                && !field.startsWith("study.")
                && !field.startsWith("clients.count")
                && !field.equals("clients.minimum")
                && !field.equals("stopping.targetAccuracy")
                && !field.equals("training.rounds")
                && !field.startsWith("evaluation.")
                && !field.equals("seed");
    }

    /** Whether a field has a value; one that only follows from another does not count where the best is to be found. */
    private static boolean isSaid(Map<String, Reading> readings, String field) {
        boolean packing = field.startsWith("compression.");
        return Stream.of(
                        field,
                        Changes.path(field),
                        packing ? field.replace("compression.", "compression.downlink.") : field)
                .map(readings::get)
                .anyMatch(reading -> reading != null && reading.origin() != Reading.Origin.RULE);
    }

    /** "Q: find the best rate" speaks of no q. */
    private boolean isLetter(Term term) {
        return term.length() == 1 && prompt.folded(term.from()).length() == 1;
    }

    /** Tune the momentum rather than fixing it at 0.9: what was said of it before is what it need not be. */
    private boolean isSought(Term term) {
        return Stream.concat(seeking().stream(), named("best").stream())
                .anyMatch(act -> (act.from() == term.to()
                                || (act.to() <= term.from()
                                        && prompt.gap(act.to(), term.from(), BEFORE_SOUGHT::contains) == 0))
                        && prompt.quantities().stream()
                                .noneMatch(number -> number.from() >= term.to() && number.from() - term.to() <= 1));
    }

    /** Leave the batch size. */
    private boolean isLeft(Term term) {
        int article = Changes.ARTICLES.contains(prompt.folded(term.from() - 1)) ? 1 : 0;
        return LEAVES.contains(prompt.folded(term.from() - 1 - article));
    }

    /** What is to be searched; empty where a task is wanted. */
    List<Search> searches(Map<String, Reading> readings, List<Ranges.Range> ranges) {
        List<Search> searches = new ArrayList<>();
        if (seeking().isEmpty()
                && named("best").isEmpty()
                && !readings.containsKey("study.trials")
                && ranges.isEmpty()) {
            return searches;
        }
        for (Ranges.Range range : ranges) {
            searches.add(Search.between(
                    range.field(), range.low().value(), range.high().value(), range.from(), range.to()));
        }
        Stream.concat(
                        named("architecture").stream(),
                        readings.containsKey(MOST_PARAMETERS) ? named("search").stream() : Stream.empty())
                .findFirst()
                .ifPresent(term -> searches.add(Search.of("model.preset", term.from(), term.to())));
        boolean sought = !seeking().isEmpty()
                || readings.containsKey("study.trials")
                || (!named("best").isEmpty() && !named("ask").isEmpty());
        // "Keep the best" packs nothing.
        boolean packs =
                prompt.terms().stream().anyMatch(term -> term.meaning().name().equals("compression.scheme"));
        for (Term term : prompt.terms()) {
            String field = term.meaning().name();
            boolean best = sought
                    || named("best").stream()
                            .anyMatch(sign -> sign.to() <= term.from() && term.from() - sign.to() <= 1);
            if (term.meaning().namesField()
                    && best
                    && (!isSaid(readings, field) || isSought(term))
                    && !isLetter(term)
                    && !isLeft(term)
                    && isSearchable(field)
                    && !isContext(term)
                    && !(field.equals("compression.keep") && !packs)
                    && prompt.signs("runs").stream().noneMatch(sign -> sign.from() == term.from())
                    && searches.stream().noneMatch(search -> search.field().equals(Changes.path(field)))) {
                searches.add(Search.of(Changes.path(field), term.from(), term.to()));
            }
        }
        if (searches.isEmpty() && sought) {
            Term term = seeking().isEmpty() ? prompt.terms().get(0) : seeking().get(0);
            searches.add(Search.of("*", term.from(), term.to()));
        }
        return searches;
    }
}
