package io.tributary.orchestrator.round;

import io.tributary.orchestrator.round.ClientState.Event;
import org.jspecify.annotations.Nullable;

/** The running account of one selected client in one round. */
final class SelectedClient {
    private final int index;
    private final long modelBytes;
    private ClientState state = ClientState.WAITING;
    private @Nullable String worker;
    private long startedAt;
    private long bytesUp;
    private long bytesDown;
    private double cpuSeconds;
    private double encodeSeconds;
    private long examples;
    private @Nullable Double loss;
    private @Nullable String reason;

    SelectedClient(int index, long modelBytes) {
        this.index = index;
        this.modelBytes = modelBytes;
    }

    int index() {
        return index;
    }

    boolean training() {
        return state == ClientState.TRAINING;
    }

    boolean ended() {
        return ClientState.LIFECYCLE.isFinal(state);
    }

    long startedAt() {
        return startedAt;
    }

    void started(String onWorker, long assignmentBytes, long now) {
        state = ClientState.LIFECYCLE.next(state, Event.START);
        worker = onWorker;
        startedAt = now;
        bytesDown += assignmentBytes + modelBytes;
    }

    void sent(long bytes) {
        bytesUp += bytes;
    }

    void used(double cpu, double encode) {
        cpuSeconds += cpu;
        encodeSeconds += encode;
    }

    void complete(long trainedExamples, double meanLoss) {
        state = ClientState.LIFECYCLE.next(state, Event.COMPLETE);
        examples = trainedExamples;
        loss = meanLoss;
    }

    /** Something people should know of a client that completed. */
    void remark(String what) {
        reason = what;
    }

    void end(Event event, String why) {
        state = ClientState.LIFECYCLE.next(state, event);
        reason = why;
    }

    ClientReport report(long now) {
        double seconds = worker == null ? 0 : (now - startedAt) / 1e9;
        return new ClientReport(
                index, state, worker, examples, loss, seconds, cpuSeconds, encodeSeconds, bytesUp, bytesDown, reason);
    }
}
