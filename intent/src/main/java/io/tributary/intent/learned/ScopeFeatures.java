package io.tributary.intent.learned;

import io.tributary.intent.reading.Evidence;
import io.tributary.intent.reading.Reading;
import io.tributary.intent.reading.Understanding;
import io.tributary.intent.reading.Understanding.Stance;
import io.tributary.intent.text.Word;
import java.util.List;

/**
 * What the scope is judged by: counts of what the rules read, the direction of the mean of the words' vectors, and which words and pairs
 * of neighbours they are.
 */
final class ScopeFeatures {
    /** Weight of the vector beside the counts. */
    private static final double SCALE = 2;

    private static final int MOST_WORDS = 400;

    /** Places for words and pairs; a power of two. */
    private static final int PLACES = 16 * 1024;

    private static final double HASHED_SCALE = 2;
    private static final int BEGINNING = 5;

    private ScopeFeatures() {}

    /** Numbers of a prompt that has at least one word; the last is 1, for the threshold. */
    static double[] of(Encoder encoder, Understanding read) {
        double[] counts = counts(read);
        double[] mean = mean(encoder, read.words());
        double[] hashed = hashed(read.words());
        double[] features = new double[counts.length + mean.length + hashed.length + 1];
        System.arraycopy(counts, 0, features, 0, counts.length);
        System.arraycopy(mean, 0, features, counts.length, mean.length);
        System.arraycopy(hashed, 0, features, counts.length + mean.length, hashed.length);
        features[features.length - 1] = 1;
        return features;
    }

    private static double[] counts(Understanding read) {
        Evidence evidence = read.evidence();
        Stance stance = read.stance();
        long said = read.readings().stream()
                .filter(reading -> reading.origin() == Reading.Origin.SAID)
                .count();
        boolean question = read.words().get(read.words().size() - 1).folded().equals("?");
        boolean orders = read.acts().contains("train");
        return new double[] {
            Math.min(evidence.sure(), 3),
            one(evidence.sure() > 0),
            Math.min(evidence.daily(), 3),
            one(evidence.daily() == 1),
            (double) evidence.strange() / Math.max(evidence.words(), 1),
            Math.min(evidence.strange(), 6),
            one(evidence.strange() == 0),
            one(evidence.strange() == 0 && said > 0),
            Math.min(evidence.words(), 20) / 20.0,
            Math.min(evidence.numbers(), 4),
            Math.max(0, Math.min(evidence.numbers() - said, 4)),
            Math.min(said, 4),
            one(said == 0),
            one(said == 1),
            one(said >= 2),
            one(said >= 3),
            one(!read.wishes().isEmpty()),
            one(!read.doubts().isEmpty()),
            one(!read.searches().isEmpty()),
            one(orders),
            one(read.acts().contains("search")),
            one(stance.other()),
            one(stance.order()),
            one(stance.other() && said <= 1),
            one(stance.task()),
            one(stance.defaults()),
            one(stance.refines()),
            one(question),
            one(question && said == 0),
            one(orders && stance.task())
        };
    }

    /**
     * The words themselves, the beginnings of long ones, and each with its neighbour or the prompt's end; each at a place of its own but for
     * chance (Weinberger et al. 2009).
     */
    private static double[] hashed(List<Word> words) {
        double[] hashed = new double[PLACES];
        int most = Math.min(words.size(), MOST_WORDS);
        double share = HASHED_SCALE / Math.sqrt(most);
        String before = "<";
        for (Word word : words.subList(0, most)) {
            String folded = word.isDigits() ? "0" : word.folded();
            put(hashed, folded, share);
            put(hashed, before + " " + folded, share);
            if (folded.length() > BEGINNING) {
                put(hashed, "^" + folded.substring(0, BEGINNING), share);
            }
            before = folded;
        }
        put(hashed, before + " >", share);
        return hashed;
    }

    private static void put(double[] hashed, String text, double value) {
        int hash = text.hashCode() * 0x9E3779B1;
        hash ^= hash >>> 15;
        hashed[hash & (PLACES - 1)] += hash < 0 ? -value : value;
    }

    private static double one(boolean holds) {
        return holds ? 1 : 0;
    }

    private static double[] mean(Encoder encoder, List<Word> words) {
        double[] mean = new double[encoder.length()];
        for (float[] vector : encoder.encode(words.subList(0, Math.min(words.size(), MOST_WORDS)))) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i];
            }
        }
        double square = 0;
        for (double each : mean) {
            square += each * each;
        }
        double scale = square == 0 ? 0 : SCALE / Math.sqrt(square);
        for (int i = 0; i < mean.length; i++) {
            mean[i] *= scale;
        }
        return mean;
    }
}
