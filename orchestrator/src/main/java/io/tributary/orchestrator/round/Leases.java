package io.tributary.orchestrator.round;

import io.tributary.orchestrator.dispatch.Answer;
import io.tributary.orchestrator.dispatch.Lease;
import io.tributary.orchestrator.dispatch.Order;
import io.tributary.orchestrator.dispatch.WorkerPool;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.message.Work;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The leases a stage has out, and their inbox. Closing takes back what is still out, and gives up answers that were not read. */
final class Leases implements AutoCloseable {
    /** How often a stage that waits looks up to see whether it should stop or give up. */
    private static final long LOOK_UP = TimeUnit.MILLISECONDS.toNanos(50);

    private final WorkerPool pool;
    private final Task task;
    private final Ticker ticker;
    private final StopSignal stop;
    private final BlockingQueue<Answer> inbox = new LinkedBlockingQueue<>();
    private final Set<Lease> out = new LinkedHashSet<>();

    Leases(WorkerPool pool, Task task, Ticker ticker, StopSignal stop) {
        this.pool = pool;
        this.task = task;
        this.ticker = ticker;
        this.stop = stop;
    }

    /** @param worker who must do it, null where any may */
    Lease take(Work work, @Nullable String worker) {
        Federation federation = task.federation();
        Order order =
                new Order(task.id(), task.spec(), work, worker, federation == null ? null : federation.encoding());
        Lease lease = pool.lease(order, inbox);
        out.add(lease);
        return lease;
    }

    /** The next answer, or null after a short while without one. */
    @Nullable
    Answer next() {
        stop.check();
        try {
            return ticker.poll(inbox, ticker.nanos() + LOOK_UP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopSignal.StoppedException();
        }
    }

    /** What has come and was not read, without waiting; it has no artifacts that would have to be given up. */
    List<Answer> unread() {
        List<Answer> answers = new ArrayList<>();
        inbox.drainTo(answers);
        return answers;
    }

    /** The lease is answered. */
    void settle(Lease lease) {
        out.remove(lease);
    }

    /** The lease is taken back. */
    void cancel(Lease lease) {
        out.remove(lease);
        pool.cancel(lease);
    }

    @Override
    public void close() {
        out.forEach(pool::cancel);
        out.clear();
        for (Answer answer = inbox.poll(); answer != null; answer = inbox.poll()) {
            if (answer instanceof Answer.Finished finished) {
                pool.discard(finished);
            }
        }
    }
}
