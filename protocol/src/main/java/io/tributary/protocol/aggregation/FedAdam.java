package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.stream.Stream;

/** {@link AdaptiveServer} with v = beta2 v + (1 - beta2) d^2. */
final class FedAdam extends AdaptiveServer {
    static final Parameter BETA2 =
            Parameter.decay("beta2", "Beta 2", "Share of the mean of past squares that is carried on.", 0.99);

    @Override
    public String id() {
        return "fedadam";
    }

    @Override
    public String title() {
        return "FedAdam";
    }

    @Override
    public String description() {
        return "Adam at the server: a rate of its own for each weight; helps where gradients are rare or of very different size.";
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(super.parameters().stream(), Stream.of(BETA2)).toList();
    }

    @Override
    SecondMoment secondMoment(Parameters parameters) {
        float beta2 = (float) parameters.get(BETA2);
        return (v, square) -> beta2 * v + (1 - beta2) * square;
    }
}
