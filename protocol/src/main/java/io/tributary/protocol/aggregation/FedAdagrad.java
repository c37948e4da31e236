package io.tributary.protocol.aggregation;

/** {@link AdaptiveServer} with v = v + d^2. */
final class FedAdagrad extends AdaptiveServer {
    @Override
    public String id() {
        return "fedadagrad";
    }

    @Override
    public String title() {
        return "FedAdagrad";
    }

    @Override
    public String description() {
        return "Adagrad at the server: rates of single weights that only fall; for sparse data.";
    }

    @Override
    SecondMoment secondMoment(Parameters parameters) {
        return Float::sum;
    }
}
