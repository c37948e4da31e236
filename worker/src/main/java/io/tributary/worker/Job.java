package io.tributary.worker;

import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.training.Watch;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An assignment on its way through a slot. Compared by identity: a later lease of the same work is another job. */
final class Job implements Watch {
    private final Assignment assignment;
    private final Consumer<WorkerMessage> server;
    private final boolean last;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    Job(Assignment assignment, Consumer<WorkerMessage> server) {
        this(assignment, server, false);
    }

    private Job(Assignment assignment, Consumer<WorkerMessage> server, boolean last) {
        this.assignment = assignment;
        this.server = server;
        this.last = last;
    }

    /** A job that tells a slot to stop. */
    static Job last() {
        return new Job(new Assignment("", 0, "", TaskSpec.defaults(), new Work.Describe()), message -> {}, true);
    }

    Assignment assignment() {
        return assignment;
    }

    boolean isLast() {
        return last;
    }

    void cancel() {
        cancelled.countDown();
    }

    @Override
    public boolean cancelled() {
        return cancelled.getCount() == 0;
    }

    @Override
    public void rest(long nanos) {
        try {
            cancelled.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while it waited");
        }
        check();
    }

    @Override
    public void progress(long examplesDone, long examplesTotal) {
        if (!cancelled()) {
            server.accept(new WorkerMessage.Progress(assignment.id(), assignment.epoch(), examplesDone, examplesTotal));
        }
    }
}
