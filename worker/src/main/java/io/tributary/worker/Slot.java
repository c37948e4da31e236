package io.tributary.worker;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.WorkerMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that does one job after the other, with networks of its own. */
final class Slot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private final BlockingQueue<Job> queue;
    private final WorkRunner runner;
    private final Networks networks;
    private final BiConsumer<Job, @Nullable WorkerMessage> finished;

    /** @param networks closed when the slot stops */
    Slot(
            BlockingQueue<Job> queue,
            WorkRunner runner,
            Networks networks,
            BiConsumer<Job, @Nullable WorkerMessage> finished) {
        this.queue = queue;
        this.runner = runner;
        this.networks = networks;
        this.finished = finished;
    }

    @Override
    public void run() {
        try (networks) {
            for (Job job = queue.take(); !job.isLast(); job = queue.take()) {
                finished.accept(job, answer(job));
            }
        } catch (InterruptedException e) {
            LOG.warn("The slot was interrupted and stops", e);
        }
    }

    private @Nullable WorkerMessage answer(Job job) {
        Assignment assignment = job.assignment();
        try {
            job.check();
            return new WorkerMessage.Done(assignment.id(), assignment.epoch(), runner.run(assignment, networks, job));
        } catch (CancellationException e) {
            return null;
        } catch (TributaryException e) {
            return failed(assignment, e.code(), e.message());
        } catch (OutOfMemoryError e) {
            networks.close();
            runner.forget();
            LOG.error("Out of memory in assignment {}", assignment.id(), e);
            return failed(
                    assignment,
                    ErrorCode.TRAINING_FAILED,
                    "The worker ran out of memory (" + e.getMessage()
                            + "). Use a smaller model or batch, or give the worker more memory with -Xmx.");
        } catch (Throwable e) {
            LOG.error("Assignment {} failed", assignment.id(), e);
            return failed(assignment, ErrorCode.INTERNAL, "The worker failed: " + e);
        }
    }

    private static WorkerMessage failed(Assignment assignment, ErrorCode code, String message) {
        LOG.info("Assignment {} of task {} failed: {}", assignment.id(), assignment.task(), message);
        return new WorkerMessage.Failed(assignment.id(), assignment.epoch(), code, message);
    }
}
