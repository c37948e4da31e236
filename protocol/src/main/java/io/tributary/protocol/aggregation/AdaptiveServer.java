package io.tributary.protocol.aggregation;

import io.tributary.protocol.aggregation.ServerRule.Memory;
import io.tributary.protocol.aggregation.ServerRule.TileRule;
import java.util.List;

/**
 * What FedAdam, FedYogi and FedAdagrad share: m = beta1 m + (1 - beta1) d, v by their own rule, w += rate m / (sqrt(v)
 * + tau), with d the average difference. Reddi et al. 2021 (arXiv 2003.00295), algorithm 2. No correction of the first
 * rounds' bias, as there; v starts at tau squared.
 */
abstract class AdaptiveServer implements Strategy {
    static final String SOURCE = "Reddi et al. 2021, arXiv 2003.00295";
    private static final Parameter RATE = Parameter.SERVER_LEARNING_RATE.withStandard(0.01);
    private static final Parameter BETA1 =
            Parameter.decay("beta1", "Beta 1", "Share of the mean of past steps that is carried on.", 0.9);
    private static final Parameter TAU = Parameter.positive(
            "tau", "Tau", "Adaptivity: the smaller, the more each weight has a rate of its own.", 1e-3);

    @Override
    public List<Parameter> parameters() {
        return List.of(RATE, BETA1, TAU);
    }

    @Override
    public final boolean plainMean() {
        return true;
    }

    /** The rule for v with a strategy's parameters. */
    abstract SecondMoment secondMoment(Parameters parameters);

    /** The next v out of v and the square of d. */
    @FunctionalInterface
    interface SecondMoment {
        float next(float v, float square);
    }

    @Override
    public final ServerRule server(Parameters parameters) {
        return new Rule(
                (float) parameters.get(RATE),
                (float) parameters.get(BETA1),
                (float) parameters.get(TAU),
                secondMoment(parameters));
    }

    private record Rule(float rate, float beta1, float tau, SecondMoment second) implements ServerRule {
        @Override
        public List<Memory> memory() {
            return List.of(new Memory("mean", 0), new Memory("variance", tau * tau));
        }

        @Override
        public TileRule begin(Participants participants) {
            float[] shares = participants.shares();
            return (weights, memory, length, updates) -> {
                float[] step = new float[length];
                Sums.add(step, updates, shares, length);
                float[] mean = memory[0];
                float[] variance = memory[1];
                for (int i = 0; i < length; i++) {
                    mean[i] = beta1 * mean[i] + (1 - beta1) * step[i];
                    variance[i] = second.next(variance[i], step[i] * step[i]);
                    weights[i] += rate * mean[i] / ((float) Math.sqrt(variance[i]) + tau);
                }
            };
        }
    }
}
