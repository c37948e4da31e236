package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.stream.Stream;

/** {@link AdaptiveServer} with v = v - (1 - beta2) d^2 sign(v - d^2). */
final class FedYogi extends AdaptiveServer {
    @Override
    public About about() {
        return new About("fedyogi", "FedYogi", "Like FedAdam, a little safer where rounds differ much.", SOURCE);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(super.parameters().stream(), Stream.of(FedAdam.BETA2))
                .toList();
    }

    @Override
    SecondMoment secondMoment(Parameters parameters) {
        float beta2 = (float) parameters.get(FedAdam.BETA2);
        return (v, square) -> v - (1 - beta2) * square * Math.signum(v - square);
    }
}
