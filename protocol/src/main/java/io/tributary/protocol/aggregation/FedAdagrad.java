package io.tributary.protocol.aggregation;

/** {@link AdaptiveServer} with v = v + d^2. */
final class FedAdagrad extends AdaptiveServer {
    @Override
    public About about() {
        return new About(
                "fedadagrad",
                "FedAdagrad",
                "Adagrad at the server: rates of single weights that only fall; for sparse data.",
                SOURCE);
    }

    @Override
    SecondMoment secondMoment(Parameters parameters) {
        return Float::sum;
    }
}
