package io.tributary.intent.learned;

import io.tributary.intent.learned.Heads.Input;
import io.tributary.intent.learned.Heads.Pass;
import io.tributary.intent.text.Word;
import io.tributary.intent.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads prompts by what was learned. Safe for several threads. */
public final class LearnedReader {
    /** More words than this are a document; the rules alone read it. */
    public static final int MOST_WORDS = 400;

    private static final String WEIGHTS = "heads.bin";

    private final @Nullable Encoder encoder;
    private final Heads heads;

    LearnedReader(@Nullable Encoder encoder, Heads heads) {
        this.encoder = encoder;
        this.heads = heads;
    }

    /**
     * Loads what comes along.
     *
     * @throws IOException where it is missing or cannot run on this machine
     */
    public static LearnedReader load() throws IOException {
        try (InputStream weights = LearnedReader.class.getResourceAsStream(WEIGHTS)) {
            if (weights == null) {
                throw new IOException("The weights of the reader's heads are not on the class path.");
            }
            Heads heads = HeadsFile.read(weights);
            return new LearnedReader(heads.shape().vector() == 0 ? null : MiniLm.load(), heads);
        }
    }

    /**
     * What the heads think of a prompt.
     *
     * @param words of it, at most {@link #MOST_WORDS}
     */
    public Hints read(List<Word> words, Vocabulary vocabulary) {
        if (words.size() > MOST_WORDS) {
            throw new IllegalArgumentException("A prompt of " + words.size() + " words is too long to be read.");
        }
        float[][] vectors = encoder == null ? new float[words.size()][0] : encoder.encode(words);
        int[][] features = Features.of(words, vocabulary, heads.shape().buckets()).stream()
                .map(Features.OfWord::all)
                .toArray(int[][]::new);
        Pass pass = heads.pass(new Input(vectors, features));
        List<Hints.OfWord> found = new ArrayList<>();
        for (float[] scores : pass.labels()) {
            int best = 0;
            for (int i = 1; i < scores.length; i++) {
                best = scores[i] > scores[best] ? i : best;
            }
            found.add(new Hints.OfWord(heads.labels().get(best), scores[best]));
        }
        return new Hints(found, stance(pass, "out"), stance(pass, "search"));
    }

    private double stance(Pass pass, String name) {
        int at = heads.stances().indexOf(name);
        return at < 0 ? 0 : pass.stances()[at];
    }

    @Override
    public String toString() {
        return "learned reader of "
                + Arrays.stream(heads.weights()).mapToInt(array -> array.length).sum() + " weights";
    }
}
