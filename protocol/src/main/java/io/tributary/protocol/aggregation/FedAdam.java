package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.stream.Stream;

/** {@link AdaptiveServer} with v = beta2 v + (1 - beta2) d^2. */
final class FedAdam extends AdaptiveServer {
    static final Parameter BETA2 =
            Parameter.decay("beta2", "Beta 2", "Share of the mean of past squares that is carried on.", 0.99);

    @Override
    public About about() {
        return new About("fedadam", "FedAdam", "Adam at the server: a rate of its own for each weight.", SOURCE);
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
