package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import java.util.Map;
import java.util.OptionalDouble;

/** The number fields that words can set, and which numbers suit each. */
public final class Fields {
    /** How a number of a field is meant. */
    public enum Sort {
        /** Whole and at least zero. */
        COUNT,
        /** Any number. */
        REAL,
        /** From 0 to 1, said as a share or percent. */
        SHARE,
        /** In seconds. */
        SECONDS
    }

    public static final Map<String, Sort> NUMBERS = Map.ofEntries(
            Map.entry("training.rounds", Sort.COUNT),
            Map.entry("training.localEpochs", Sort.COUNT),
            Map.entry("training.batchSize", Sort.COUNT),
            Map.entry("training.learningRate", Sort.REAL),
            Map.entry("training.momentum", Sort.REAL),
            Map.entry("training.weightDecay", Sort.REAL),
            Map.entry("clients.count", Sort.COUNT),
            Map.entry("clients.fraction", Sort.SHARE),
            Map.entry("clients.minimum", Sort.COUNT),
            // Those of a round, from which the fraction follows.
            Map.entry("clients.part", Sort.COUNT),
            Map.entry("clients.latencyWindow", Sort.COUNT),
            Map.entry("clients.deadlineSeconds", Sort.SECONDS),
            Map.entry("clients.overSelection", Sort.SHARE),
            Map.entry("clients.speedSpread", Sort.REAL),
            Map.entry("partition.alpha", Sort.REAL),
            Map.entry("partition.classesPerClient", Sort.COUNT),
            Map.entry("evaluation.every", Sort.COUNT),
            Map.entry("evaluation.batchSize", Sort.COUNT),
            Map.entry("stopping.targetAccuracy", Sort.SHARE),
            Map.entry("stopping.patience", Sort.COUNT),
            Map.entry("seed", Sort.COUNT),
            Map.entry("compression.bits", Sort.COUNT),
            Map.entry("compression.keep", Sort.SHARE),
            Map.entry("privacy.clipNorm", Sort.REAL),
            Map.entry("privacy.noiseMultiplier", Sort.REAL),
            Map.entry("privacy.delta", Sort.REAL),
            Map.entry("aggregation.mu", Sort.REAL),
            Map.entry("aggregation.serverLearningRate", Sort.REAL),
            Map.entry("aggregation.serverMomentum", Sort.REAL),
            Map.entry("aggregation.clientMomentum", Sort.REAL),
            Map.entry("aggregation.beta", Sort.REAL),
            Map.entry("aggregation.beta1", Sort.REAL),
            Map.entry("aggregation.tau", Sort.REAL),
            Map.entry("aggregation.alpha", Sort.REAL),
            Map.entry("aggregation.trimFraction", Sort.SHARE),
            Map.entry("aggregation.byzantine", Sort.COUNT),
            Map.entry("aggregation.cutoff", Sort.COUNT),
            Map.entry("simulation.attack.share", Sort.SHARE),
            Map.entry("simulation.attack.strength", Sort.REAL),
            Map.entry("start.round", Sort.COUNT),
            Map.entry("study.trials", Sort.COUNT),
            Map.entry("study.maxParameters", Sort.COUNT));

    private Fields() {}

    /** The value that a number gives a field; empty where it cannot be meant for it. */
    public static OptionalDouble suits(String field, Quantity number) {
        Sort sort = NUMBERS.get(field);
        if (sort == null) {
            return OptionalDouble.empty();
        }
        return switch (sort) {
            case COUNT -> number.kind() == Kind.PLAIN ? OptionalDouble.of(number.value()) : OptionalDouble.empty();
            case REAL ->
                number.kind() == Kind.PLAIN || number.kind() == Kind.SHARE || number.kind() == Kind.TIMES
                        ? OptionalDouble.of(number.value())
                        : OptionalDouble.empty();
            case SHARE -> share(field, number);
            case SECONDS ->
                number.kind() == Kind.PLAIN || number.kind() == Kind.SECONDS
                        ? OptionalDouble.of(number.value())
                        : OptionalDouble.empty();
        };
    }

    private static OptionalDouble share(String field, Quantity number) {
        if (number.kind() == Kind.SHARE) {
            return OptionalDouble.of(number.value());
        }
        if (number.kind() != Kind.PLAIN) {
            return OptionalDouble.empty();
        }
        // An accuracy of 85 is 85 percent; a fraction of 85 is a mistake that is to be seen.
        boolean inPercent = field.equals("stopping.targetAccuracy") && number.value() > 1 && number.value() <= 100;
        return OptionalDouble.of(inPercent ? number.value() / 100 : number.value());
    }
}
