package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.stream.Stream;

/** {@link AdaptiveServer} with v = v - (1 - beta2) d^2 sign(v - d^2). */
final class FedYogi extends AdaptiveServer {
    @Override
    public String id() {
        return "fedyogi";
    }

    @Override
    public String title() {
        return "FedYogi";
    }

    @Override
    public String description() {
        return "Like FedAdam, but its rates rise no faster than they fall; a little safer where rounds differ much.";
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
