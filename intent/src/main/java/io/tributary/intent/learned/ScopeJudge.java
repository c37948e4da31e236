package io.tributary.intent.learned;

import io.tributary.intent.reading.Understanding;
import io.tributary.intent.reading.Understanding.Stance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Judges whether a prompt asks for training: logistic regression on what the rules read and what the encoder says the words are about.
 * Which values a prompt sets is the rules' to say. Safe for several threads.
 */
public final class ScopeJudge {
    /** Where the learned weights are, a number a line. */
    static final String WEIGHTS = "scope-weights.txt";

    private final Encoder encoder;
    private final double[] weights;

    ScopeJudge(Encoder encoder, double[] weights) {
        this.encoder = encoder;
        this.weights = weights.clone();
    }

    /**
     * Loads what comes along.
     *
     * @throws IOException where it is missing or cannot run on this machine
     */
    public static ScopeJudge load() throws IOException {
        try (InputStream stream = ScopeJudge.class.getResourceAsStream(WEIGHTS)) {
            if (stream == null) {
                throw new IOException("The weights of the scope are not on the class path.");
            }
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
                return new ScopeJudge(
                        MiniLm.load(),
                        reader.lines().mapToDouble(Double::parseDouble).toArray());
            }
        }
    }

    /** How likely a prompt asks for something that is not training, from 0 to 1. */
    double outside(Understanding read) {
        double[] features = ScopeFeatures.of(encoder, read);
        if (features.length != weights.length) {
            throw new IllegalStateException("The scope has " + weights.length + " weights for " + features.length
                    + " features; train it again.");
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * features[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** The same reading with the stance judged anew. What no prompt may ask for, as the rules know it, stays refused. */
    public Understanding judge(Understanding read) {
        if (read.words().isEmpty()) {
            return read;
        }
        Stance ruled = read.stance();
        Stance judged = new Stance(
                ruled.other(), ruled.order(), ruled.task(), ruled.defaults(), outside(read), ruled.refines());
        boolean outside = judged.strange();
        boolean never = read.acts().contains("never");
        Set<String> acts = new LinkedHashSet<>(read.acts());
        if (!outside && acts.isEmpty()) {
            acts.add("train");
        }
        return read.with(
                acts,
                new Stance(
                        never || (outside && judged.other()),
                        never || (outside && judged.order()),
                        judged.task() || !outside,
                        judged.defaults(),
                        judged.outside(),
                        judged.refines()));
    }
}
