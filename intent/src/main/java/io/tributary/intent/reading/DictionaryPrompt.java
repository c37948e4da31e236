package io.tributary.intent.reading;

import io.tributary.intent.text.Word;
import io.tributary.intent.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prompts in the format of the intents that were published with arXiv 2408.13010: a dictionary such as
 * {@code {'algo': 'Classification', 'minibatch': '16', 'comRounds': '10'}}. Keys that are left out have that format's defaults.
 */
public final class DictionaryPrompt {
    private static final Pattern ENTRY = Pattern.compile(
            "[\"']([A-Za-z_]{1,40})[\"']\\s*:\\s*(\"[^\"]*\"|'[^']*'|\\[[^\\]]*\\]|[^,}\\s]+)\\s*(?:,|\\}\\s*$)");
    private static final Pattern WHOLE = Pattern.compile("\\s*\\{\\s*[\"'].*\\}\\s*", Pattern.DOTALL);

    /** Whole numbers: key, field, the format's default. */
    private static final Map<String, String> COUNTS = Map.of(
            "minibatch", "training.batchSize",
            "minibatchtest", "evaluation.batchSize",
            "epoch", "training.localEpochs",
            "comRounds", "training.rounds",
            "latency_avg", "clients.latencyWindow",
            "compress_bits", "compression.uplink.bits",
            "num_bits", "compression.uplink.bits");

    private static final Map<String, String> REALS =
            Map.of("lr", "training.learningRate", "clientFraction", "clients.fraction");
    private static final Map<String, Map<String, String>> NAMES = Map.of(
            "scheduler",
            Map.of(
                    "full", "full",
                    "random", "random",
                    "round_robin", "round-robin",
                    "latency", "latency-proportional",
                    "latency_proportional", "latency-proportional"),
            "loss",
            Map.of("crossentropyloss", "cross-entropy", "mseloss", "mse"),
            "compress",
            Map.of("no", "none", "quantize", "quantize", "sparsify", "top-k"),
            "algo",
            Map.of("classification", "cross-entropy", "regression", "mse"));
    private static final Map<String, String> NAMED_FIELDS = Map.of(
            "scheduler", "clients.selection",
            "loss", "training.loss",
            "compress", "compression.uplink.scheme",
            "algo", "training.loss",
            "optimizer", "training.optimizer",
            "dataset", "dataset");
    /** How pictures are scaled is the data set's own affair here. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("dtype", "normalize", "mean", "std");

    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>(Map.of(
            "minibatch", "16",
            "minibatchtest", "32",
            "epoch", "5",
            "lr", "0.0001",
            "comRounds", "10",
            "optimizer", "Adam"));

    private final List<Word> words;
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private final List<Doubt> doubts = new ArrayList<>();

    private DictionaryPrompt(String prompt) {
        this.words = Words.of(prompt);
    }

    /** Whether a prompt is such a dictionary: at least two of its keys are in it. */
    public static boolean matches(String prompt) {
        Set<String> known = known();
        return WHOLE.matcher(prompt).matches()
                && ENTRY.matcher(prompt)
                                .results()
                                .map(entry -> entry.group(1))
                                .filter(known::contains)
                                .distinct()
                                .count()
                        >= 2;
    }

    /**
     * Reads it where it is such a dictionary.
     *
     * @param datasets ids that are known
     * @throws Unreadable where a key or a value of it is not known
     */
    public static Optional<Understanding> read(String prompt, List<String> datasets) {
        if (!matches(prompt)) {
            return Optional.empty();
        }
        DictionaryPrompt dictionary = new DictionaryPrompt(prompt);
        Set<String> keys = new LinkedHashSet<>();
        Matcher entries = ENTRY.matcher(prompt);
        while (entries.find()) {
            keys.add(entries.group(1));
            dictionary.entry(entries.group(1), plain(entries.group(2)), entries.start(), entries.end(2), datasets);
        }
        return Optional.of(dictionary.finish(keys));
    }

    /** A dictionary with a key or a value that is not known; the message is for people. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unreadable(String message) {
            super(message);
        }
    }

    private static String plain(String value) {
        boolean quoted = value.startsWith("'") || value.startsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).strip() : value;
    }

    private void entry(String key, String value, int start, int end, List<String> datasets) {
        if (WITHOUT_EFFECT.contains(key)) {
            return;
        }
        String field = COUNTS.getOrDefault(key, REALS.getOrDefault(key, NAMED_FIELDS.get(key)));
        if (field == null) {
            throw wrong("The key \"" + key + "\" is not one of that format; known are "
                    + String.join(", ", new TreeSet<>(known())) + ".");
        }
        Object read = value(key, value);
        int from = word(start);
        int to = word(end - 1) + 1;
        if (key.equals("dataset") && !datasets.contains(normal(value))) {
            doubts.add(new Doubt(field, "\"" + value + "\" is not known here; which data set shall it be?", List.of()));
        } else if (!key.equals("algo") || !readings.containsKey(field)) {
            readings.put(field, Reading.said(field, key.equals("dataset") ? normal(value) : read, from, to, 0.99));
        }
    }

    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return lower.equals("fashionmnist") ? "fashion-mnist" : lower;
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(COUNTS.keySet());
        known.addAll(REALS.keySet());
        known.addAll(NAMED_FIELDS.keySet());
        known.addAll(WITHOUT_EFFECT);
        return known;
    }

    private static Object value(String key, String value) {
        try {
            if (COUNTS.containsKey(key)) {
                return Long.parseLong(value);
            }
            if (REALS.containsKey(key)) {
                return Double.parseDouble(value);
            }
        } catch (NumberFormatException e) {
            throw wrong("\"" + key + "\" is \"" + value + "\"; it must be a number.");
        }
        Map<String, String> names = NAMES.get(key);
        String name = names == null ? value.toLowerCase(Locale.ROOT) : names.get(value.toLowerCase(Locale.ROOT));
        if (name == null) {
            throw wrong("\"" + key + "\" is \"" + value + "\"; known are "
                    + String.join(", ", new TreeSet<>(names == null ? Set.of() : names.keySet())) + ".");
        }
        return name;
    }

    private static Unreadable wrong(String message) {
        return new Unreadable(message);
    }

    private int word(int place) {
        for (int at = 0; at < words.size(); at++) {
            if (words.get(at).end() > place) {
                return at;
            }
        }
        return Math.max(0, words.size() - 1);
    }

    private Understanding finish(Set<String> keys) {
        DEFAULTS.forEach((key, value) -> {
            String field = COUNTS.getOrDefault(key, REALS.getOrDefault(key, NAMED_FIELDS.get(key)));
            if (!keys.contains(key) && field != null) {
                readings.put(
                        field,
                        Reading.rule(
                                field,
                                value(key, value),
                                0,
                                1,
                                "The default of the format of the dictionary, " + key + " = " + value + "."));
            }
        });
        Reading scheme = readings.get("compression.uplink.scheme");
        if (scheme == null || !"quantize".equals(scheme.value())) {
            readings.remove("compression.uplink.bits");
        }
        return new Understanding(
                words,
                List.copyOf(readings.values()),
                List.of(),
                doubts,
                List.of(),
                Set.of("train"),
                new Understanding.Stance(false, false, true, false, 0, false),
                Evidence.NONE);
    }
}
