package io.tributary.intent.vocabulary;

import io.tributary.intent.text.Word;
import io.tributary.intent.text.Words;
import io.tributary.intent.vocabulary.Meaning.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The phrases of {@code vocabulary.txt} and the names of data sets, found in prompts with tolerance for spelling. */
public final class Vocabulary {
    private static final int SHORTEST_TOLERANT = 5;
    /** Signs are short and many; only long ones may be misspelt. */
    private static final int TOLERANT_SIGN = 10;

    private static final int TOLERANT_GOAL = 7;

    private static final int TOLERANT_OF_TWO = 9;

    private final Map<List<String>, List<Meaning>> phrases;
    private final Map<String, List<String>> longWords;
    /** Phrases of several words by what is left of them without one long word, with the long words that stand there. */
    private final Map<List<String>, List<String>> gaps;

    private final int longest;

    private Vocabulary(Map<List<String>, List<Meaning>> phrases) {
        this.phrases = phrases;
        this.longest = phrases.keySet().stream().mapToInt(List::size).max().orElse(0);
        this.longWords = new TreeMap<>();
        this.gaps = new HashMap<>();
        for (List<String> phrase : phrases.keySet()) {
            for (int i = 0; i < phrase.size() && phrase.size() > 1; i++) {
                if (phrase.get(i).length() >= SHORTEST_TOLERANT - 1) {
                    gaps.computeIfAbsent(without(phrase, i), rest -> new ArrayList<>())
                            .add(phrase.get(i));
                }
            }
            if (phrase.size() == 1 && phrase.get(0).length() >= SHORTEST_TOLERANT) {
                String word = phrase.get(0);
                longWords
                        .computeIfAbsent(word.substring(0, 1), first -> new ArrayList<>())
                        .add(word);
            }
        }
    }

    /** The phrases that come with Tributary. */
    public static Vocabulary standard() {
        Map<List<String>, List<Meaning>> phrases = new HashMap<>();
        try (InputStream stream = Objects.requireNonNull(
                        Vocabulary.class.getResourceAsStream("/io/tributary/intent/vocabulary.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> add(phrases, line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Vocabulary(phrases);
    }

    /** The same and the names of data sets: their ids and titles. */
    public Vocabulary withDatasets(Map<String, String> titles) {
        Map<List<String>, List<Meaning>> more = new HashMap<>(phrases);
        titles.forEach((id, title) -> {
            Meaning meaning = new Meaning(Kind.VALUE, "dataset", id);
            put(more, id, meaning);
            put(more, title, meaning);
        });
        return new Vocabulary(more);
    }

    /**
     * The same and the names that a field may have here: what the phrases call unknown ({@code ?name}) is known where it is among them.
     *
     * @param ids of an open choice, as a registry has them
     */
    public Vocabulary withNames(String field, List<String> ids) {
        Map<List<String>, List<Meaning>> more = new HashMap<>();
        phrases.forEach((phrase, meanings) -> more.put(
                phrase,
                meanings.stream()
                        .map(meaning -> meaning.name().equals(field)
                                        && meaning.value().startsWith("?")
                                        && ids.contains(meaning.value().substring(1))
                                ? new Meaning(
                                        meaning.kind(), field, meaning.value().substring(1))
                                : meaning)
                        .toList()));
        ids.forEach(id -> put(more, id, new Meaning(Kind.VALUE, field, id)));
        return new Vocabulary(more);
    }

    private static void add(Map<List<String>, List<Meaning>> phrases, String line) {
        String[] sides = line.split("=", 2);
        String[] head = sides[0].strip().split("\\s+", -1);
        Meaning meaning =
                new Meaning(Kind.valueOf(head[0].toUpperCase(Locale.ROOT)), head[1], head.length > 2 ? head[2] : "");
        for (String phrase : sides[1].split("\\|", -1)) {
            put(phrases, phrase, meaning);
        }
    }

    private static void put(Map<List<String>, List<Meaning>> phrases, String phrase, Meaning meaning) {
        List<String> words = Words.of(phrase.strip()).stream()
                .filter(word -> !isJoint(word))
                .map(Word::folded)
                .toList();
        if (words.isEmpty()) {
            return;
        }
        List<Meaning> meanings = new ArrayList<>(phrases.getOrDefault(words, List.of()));
        if (!meanings.contains(meaning)) {
            meanings.add(meaning);
        }
        phrases.put(words, meanings);
    }

    /** Signs that may stand between the words of a phrase. */
    private static boolean isJoint(Word word) {
        return switch (word.folded()) {
            case "-", "_", "'", "‑", "–" -> true;
            default -> false;
        };
    }

    /**
     * The phrases of a prompt. Of phrases that overlap only the longest stay; a phrase with several meanings gives several terms.
     */
    public List<Term> in(List<Word> words) {
        List<Term> found = new ArrayList<>();
        for (int from = 0; from < words.size(); from++) {
            if (!isJoint(words.get(from))) {
                longestAt(words, from, found);
            }
        }
        found.sort(Comparator.comparingInt((Term term) -> -term.length())
                .thenComparingInt(term -> isLittle(term) ? 1 : 0)
                .thenComparing(Comparator.comparingDouble((Term term) -> -term.closeness()))
                .thenComparingInt(Term::from));
        List<Term> kept = new ArrayList<>();
        for (Term term : found) {
            boolean free = kept.stream()
                    .allMatch(other -> other.to() <= term.from()
                            || term.to() <= other.from()
                            || (other.from() == term.from() && other.to() == term.to()));
            if (free) {
                kept.add(term);
            }
        }
        kept.sort(Comparator.comparingInt(Term::from));
        return List.copyOf(kept);
    }

    /** Whether it only changes what others mean: "data plans" says more than "their data". */
    private static boolean isLittle(Term term) {
        return term.meaning().kind() == Kind.SIGN || term.meaning().kind() == Kind.ACT;
    }

    private static List<String> without(List<String> phrase, int at) {
        List<String> rest = new ArrayList<>(phrase);
        rest.set(at, "");
        return rest;
    }

    /** The meanings of a phrase of which one word is misspelt by a letter: lerning rate; in a short word by a swap: batch siez. */
    private List<Meaning> almost(List<String> phrase) {
        for (int i = 0; i < phrase.size() && phrase.size() > 1; i++) {
            String word = phrase.get(i);
            if (word.length() >= SHORTEST_TOLERANT - 1
                    && !FunctionWords.contains(word)
                    && !CommonWords.contains(word)
                    && !phrases.containsKey(List.of(word))) {
                for (String known : gaps.getOrDefault(without(phrase, i), List.of())) {
                    boolean close = known.length() >= SHORTEST_TOLERANT
                            ? Spelling.distance(word, known, 1) == 1
                            : Spelling.isSwapped(word, known);
                    if (close && word.charAt(0) == known.charAt(0)) {
                        List<String> right = new ArrayList<>(phrase);
                        right.set(i, known);
                        return Objects.requireNonNull(phrases.get(right)).stream()
                                .filter(meaning -> meaning.namesField() || meaning.kind() == Kind.VALUE)
                                .toList();
                    }
                }
            }
        }
        return List.of();
    }

    private void longestAt(List<Word> words, int from, List<Term> found) {
        List<String> phrase = new ArrayList<>();
        List<Term> best = List.of();
        for (int to = from; to < words.size() && phrase.size() < longest; to++) {
            Word word = words.get(to);
            if (isJoint(word)) {
                continue;
            }
            phrase.add(word.folded());
            List<Meaning> meanings = phrases.getOrDefault(phrase, List.of());
            int end = to + 1;
            int begin = from;
            List<Term> exact = meanings.stream()
                    .filter(meaning -> believable(words, begin, end, meaning))
                    .map(meaning -> new Term(begin, end, meaning, 1))
                    .toList();
            if (!exact.isEmpty()) {
                best = exact;
            } else {
                List<Meaning> close = almost(phrase);
                best = close.isEmpty()
                        ? best
                        : close.stream()
                                .map(meaning -> new Term(begin, end, meaning, 0.9))
                                .toList();
            }
        }
        found.addAll(best.isEmpty() ? misspelt(words, from) : best);
    }

    /** A single letter names a field only as in {@code B=32} or {@code K: 100}. */
    private static boolean believable(List<Word> words, int from, int to, Meaning meaning) {
        if (to - from == 1 && words.get(from).folded().equals("dir")) {
            // Dir(0.3); not the German pronoun.
            return to < words.size() && !words.get(to).isLetters();
        }
        if (to - from > 1 || !isLetter(words.get(from).folded()) || !meaning.namesField()) {
            return true;
        }
        boolean assigned = to < words.size()
                && (words.get(to).folded().equals("=") || words.get(to).folded().equals(":"));
        boolean afterDigits =
                from > 0 && words.get(from).glued() && words.get(from - 1).isDigits();
        // K10/T25, or "; E 3;" in a list of settings.
        boolean before = from == 0
                || words.get(from - 1).separates()
                || words.get(from - 1).folded().equals("|");
        boolean capital = (Character.isUpperCase(words.get(from).text().codePointAt(0))
                        || words.get(from).folded().equals("m"))
                && to < words.size()
                && words.get(to).isDigits()
                && before;
        return assigned || capital || (afterDigits && !words.get(from).folded().equals("k"));
    }

    /** One letter of the Latin alphabet; an alpha is nothing else. */
    private static boolean isLetter(String word) {
        return word.length() == 1 && word.charAt(0) < 128;
    }

    private List<Term> misspelt(List<Word> words, int from) {
        String word = words.get(from).folded();
        if (word.length() < SHORTEST_TOLERANT
                || !words.get(from).isLetters()
                || CommonWords.contains(word)
                || FunctionWords.contains(word)) {
            return List.of();
        }
        List<Term> found = new ArrayList<>();
        int best = word.length() >= TOLERANT_OF_TWO ? 2 : 1;
        for (String known : longWords.getOrDefault(word.substring(0, 1), List.of())) {
            int distance = Spelling.distance(word, known, best);
            if (distance <= best) {
                if (distance < best) {
                    found.clear();
                    best = distance;
                }
                double closeness = 1 - 0.1 * distance;
                for (Meaning meaning : Objects.requireNonNull(phrases.get(List.of(known)))) {
                    boolean little = meaning.kind() == Kind.ACT
                            // Priya is no prisa.
                            || (meaning.kind() == Kind.GOAL && word.length() < TOLERANT_GOAL)
                            || (meaning.kind() == Kind.SIGN && (word.length() < TOLERANT_SIGN || distance > 1));
                    if (!little) {
                        found.add(new Term(from, from + 1, meaning, closeness));
                    }
                }
            }
        }
        return found;
    }
}
