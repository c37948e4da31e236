package io.tributary.orchestrator.round;

import io.tributary.orchestrator.dispatch.WorkerPool;
import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.time.Ticker;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds a task back while too few of its sites are connected: such a round would only waste what those that are there do. */
final class Attendance {
    private static final long LOOK_UP = TimeUnit.MILLISECONDS.toNanos(200);

    private final Task task;
    private final Journal journal;
    private final WorkerPool pool;
    private final Ticker ticker;
    private final StopSignal stop;

    Attendance(Task task, Journal journal, WorkerPool pool, Ticker ticker, StopSignal stop) {
        this.task = task;
        this.journal = journal;
        this.pool = pool;
        this.ticker = ticker;
        this.stop = stop;
    }

    /**
     * Waits for enough sites for a round, and tells watchers once who is missed.
     *
     * @throws StopSignal.StoppedException where the task was told to stop
     */
    void await() {
        await(task.spec().clients().minimum());
    }

    /** Waits for every site, as a task's preparation must. */
    void awaitAll() {
        await(Integer.MAX_VALUE);
    }

    private void await(int minimum) {
        String missed = missed(minimum);
        if (missed != null) {
            journal.announce(task.id(), new TaskEvent.Waiting(missed));
            BlockingQueue<Object> nothing = new LinkedBlockingQueue<>();
            while (missed(minimum) != null) {
                stop.check();
                pause(nothing);
            }
        }
    }

    private void pause(BlockingQueue<Object> nothing) {
        try {
            ticker.poll(nothing, ticker.nanos() + LOOK_UP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopSignal.StoppedException();
        }
    }

    /** Who is missed; null where enough are there, or the task has no sites. */
    private @Nullable String missed(int minimum) {
        Federation federation = task.federation();
        if (federation == null) {
            return null;
        }
        List<String> away = federation.sites().stream()
                .filter(site -> !pool.connected(site.worker()))
                .map(Federation.Site::name)
                .toList();
        int connected = federation.sites().size() - away.size();
        int all = federation.sites().size();
        return connected >= Math.min(minimum, all)
                ? null
                : "Waiting for sites: " + connected + " connected, "
                        + (minimum >= all ? "all " + all : "at least " + minimum) + " needed. Away: "
                        + String.join(", ", away) + ".";
    }
}
