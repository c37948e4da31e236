package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Word;
import io.tributary.intent.text.WordList;
import io.tributary.intent.text.Words;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import io.tributary.intent.vocabulary.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A prompt with what was found in it: words, numbers none of which is part of a term such as LeNet-5, and known phrases none of which is part of a number, each in order. */
final class Prompt {

    private static final Set<String> SINGLE = Set.of("training.localEpochs", "partition.classesPerClient");
    private static final Set<String> ARTICLES = Set.of("ein", "eine", "einen", "einer", "una", "une", "un");
    private static final Set<String> ONLY = WordList.of("prompt.only");

    /** What a network has some of: those numbers set nothing here. */
    private static final Set<String> LAYERS = WordList.of("prompt.layers");

    /** What is numbered, not counted. */
    private static final Set<String> LABELLED = WordList.of("prompt.labelled");

    private static final Set<String> OF_THE = Set.of(
            "of", "the", "our", "de", "los", "las", "nuestros", "nuestras", "der", "unserer", "des", "nos", "les");

    private final String text;
    private final List<Word> words;
    private final List<Quantity> quantities;
    private final List<Term> terms;
    /** Asked for at every number: by name. */
    private final Map<String, List<Term>> signs;
    /** Ends of sentences before each word, and before the end. */
    private final int[] ends;

    Prompt(String text, List<Word> words, List<Quantity> quantities, List<Term> terms) {
        this.text = text;
        this.words = words;
        this.quantities = quantities;
        this.terms = terms;
        this.signs = terms.stream()
                .filter(term -> term.meaning().kind() == Meaning.Kind.SIGN)
                .collect(Collectors.groupingBy(term -> term.meaning().name()));
        this.ends = new int[words.size() + 1];
        for (int at = 0; at < words.size(); at++) {
            ends[at + 1] = ends[at] + (words.get(at).endsSentence() ? 1 : 0);
        }
    }

    /** As typed. */
    String text() {
        return text;
    }

    List<Word> words() {
        return words;
    }

    List<Quantity> quantities() {
        return quantities;
    }

    List<Term> terms() {
        return terms;
    }

    /** The same prompt with other numbers. */
    Prompt with(List<Quantity> others) {
        return new Prompt(text, words, others, terms);
    }

    static Prompt of(String text, Vocabulary vocabulary) {
        List<Word> words = Words.of(text);
        List<MatchResult> ids = Starts.ids(text);
        List<Term> terms = vocabulary.in(words).stream()
                .filter(term -> !Starts.isOfId(ids, words.get(term.from())))
                .toList();
        List<Quantity> all = Reader.quantities(words).stream()
                .map(number -> isCounted(number, terms)
                        ? new Quantity(number.from(), number.to() - 1, number.value(), Quantity.Kind.PLAIN)
                        : number)
                .toList();
        List<Quantity> numbers = Stream.concat(all.stream(), singles(words, terms))
                .filter(number -> terms.stream()
                        .noneMatch(term -> term.from() <= number.from()
                                && number.to() <= term.to()
                                && term.length() > number.to() - number.from()
                                && !isHalfOf(words, term, all)))
                .filter(number -> !Starts.isOfId(ids, words.get(number.from())))
                .filter(number -> !(number.value() == 0
                        && words.get(number.from()).glued()
                        && number.from() > 0
                        && words.get(number.from() - 1).isLetters()))
                .filter(number -> !isForSomebody(words, number) && !isLabel(words, number) && !isClock(words, number))
                .filter(number -> !LAYERS.contains(folded(words, number.to()))
                        && !(folded(words, number.to()).equals("-") && LAYERS.contains(folded(words, number.to() + 1))))
                .sorted(Comparator.comparingInt(Quantity::from))
                .toList();
        List<Term> others = terms.stream()
                .filter(term ->
                        numbers.stream().noneMatch(number -> number.from() < term.to() && term.from() < number.to()))
                .toList();
        return new Prompt(text, words, numbers, others);
    }

    /** Nine times over its data: the times are what is counted, and no factor. */
    private static boolean isCounted(Quantity number, List<Term> terms) {
        return number.kind() == Quantity.Kind.TIMES
                && terms.stream()
                        .anyMatch(term -> term.meaning().kind() == Meaning.Kind.UNIT
                                && term.from() == number.to() - 1
                                && term.to() > number.to());
    }

    /** Table 2, line 4, experiment 17: which one it is, not how many. */
    private static boolean isLabel(List<Word> words, Quantity number) {
        int before = number.from() - 1;
        boolean joined = before > 0 && Set.of("-", "#", "no", "nr", "n").contains(folded(words, before));
        return before >= 0
                && LABELLED.contains(words.get(joined ? before - 1 : before).folded())
                && words.get(number.from()).isDigits();
    }

    /** The 8:15 train. */
    private static boolean isClock(List<Word> words, Quantity number) {
        int at = number.from();
        return number.to() - at == 1 && (isClock(words, at) || (at > 1 && isClock(words, at - 2)));
    }

    private static boolean isClock(List<Word> words, int hour) {
        return hour + 2 < words.size()
                && words.get(hour).folded().matches("\\d{1,2}")
                && words.get(hour + 1).folded().equals(":")
                && words.get(hour + 1).glued()
                && words.get(hour + 2).glued()
                && words.get(hour + 2).folded().matches("[0-5]\\d");
    }

    /** Find a good rate 4 me. */
    private static boolean isForSomebody(List<Word> words, Quantity number) {
        return number.value() == 4
                && folded(words, number.from()).equals("4")
                && Set.of("me", "us", "u", "you").contains(folded(words, number.to()));
    }

    /** "Half of the" changes a number that was; half of the 24 is one. */
    private static boolean isHalfOf(List<Word> words, Term term, List<Quantity> numbers) {
        return term.meaning().isSign("halve")
                && numbers.stream()
                        .anyMatch(all -> all.from() >= term.to()
                                && all.from() - term.to() <= 2
                                && IntStream.range(term.to(), all.from())
                                        .allMatch(at -> OF_THE.contains(folded(words, at))));
    }

    private static String folded(List<Word> words, int at) {
        return at < words.size() ? words.get(at).folded() : "";
    }

    /** Nur eine Klasse, una sola clase, une époque locale: the article is a number there. */
    private static Stream<Quantity> singles(List<Word> words, List<Term> terms) {
        return terms.stream()
                .filter(term -> term.meaning().namesField()
                        && term.closeness() == 1
                        && SINGLE.contains(term.meaning().name()))
                .map(term -> article(words, term.from() - 1))
                .filter(at -> at >= 0)
                .distinct()
                .map(at -> new Quantity(at, at + 1, 1, Quantity.Kind.PLAIN));
    }

    /** Index of the article at or just before a word; -1 where there is none. */
    private static int article(List<Word> words, int at) {
        int from = at > 0 && ONLY.contains(words.get(at).folded()) ? at - 1 : at;
        return from >= 0 && ARTICLES.contains(words.get(from).folded()) ? from : -1;
    }

    /** The 2 of "1) 44 clients 2) 11 per round" counts nothing. */
    static boolean isEnumeration(List<Word> words, Quantity number) {
        boolean closed = number.to() < words.size()
                && words.get(number.to()).folded().equals(")")
                && words.get(number.to()).glued();
        boolean opened = words.subList(Math.max(0, number.from() - 25), number.from()).stream()
                .anyMatch(word -> word.folded().equals("("));
        return closed && !opened && number.whole() && number.to() - number.from() == 1;
    }

    /** What was typed from one word to before another. */
    String said(int from, int to) {
        return text.substring(words.get(from).start(), words.get(to - 1).end());
    }

    String folded(int at) {
        return at >= 0 && at < words.size() ? words.get(at).folded() : "";
    }

    List<Term> signs(String sign) {
        return signs.getOrDefault(sign, List.of());
    }

    boolean hasSign(String sign) {
        return signs.containsKey(sign);
    }

    /** Whether a sentence ends between two words. */
    boolean sentenceEndsBetween(int from, int to) {
        int first = Math.max(from, 0);
        int last = Math.min(to, words.size());
        return last > first && ends[last] > ends[first];
    }

    /** Whether a sentence, or a clause set apart by a semicolon, ends between two words. */
    boolean clauseEndsBetween(int from, int to) {
        return sentenceEndsBetween(from, to) || gap(from, to, word -> !word.equals(";")) > 0;
    }

    /** Whether neither a clause ends nor a number stands between two words. */
    boolean isClear(int from, int to) {
        return !clauseEndsBetween(from, to)
                && quantities.stream().noneMatch(other -> other.from() >= from && other.from() < to);
    }

    /** Words between, not counting those that a test lets pass. */
    int gap(int from, int to, Predicate<String> ignored) {
        return (int) IntStream.range(from, to)
                .filter(at -> !ignored.test(folded(at)))
                .count();
    }
}
