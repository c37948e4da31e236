package io.tributary.orchestrator.task;

import io.tributary.orchestrator.dispatch.WorkerPool;
import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.round.Preparation;
import io.tributary.orchestrator.round.RoundLoop;
import io.tributary.orchestrator.round.StopSignal;
import io.tributary.orchestrator.task.TaskState.Event;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, pauses, resumes, cancels, deletes and recovers tasks. The journal decides: a change of state is written there
 * first, and only who wrote it acts on it.
 */
public final class Orchestrator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);

    private final Journal journal;
    private final WorkerPool pool;
    private final ArtifactStore artifacts;
    private final Clock clock;
    private final Ticker ticker;
    private final int mostRunning;
    private final int mostUnfinished;
    private final Deque<String> queue = new ArrayDeque<>();
    private final Map<String, StopSignal> running = new HashMap<>();
    private boolean closed;

    /**
     * @param mostRunning tasks whose rounds go on at the same time; they share the slots fairly
     * @param mostUnfinished tasks that may be queued, running or paused together
     */
    public Orchestrator(
            Journal journal,
            WorkerPool pool,
            ArtifactStore artifacts,
            Clock clock,
            Ticker ticker,
            int mostRunning,
            int mostUnfinished) {
        this.journal = journal;
        this.pool = pool;
        this.artifacts = artifacts;
        this.clock = clock;
        this.ticker = ticker;
        this.mostRunning = mostRunning;
        this.mostUnfinished = mostUnfinished;
    }

    /** Goes on with every task that was not finished when the server stopped, and removes artifacts that nobody needs. */
    public synchronized void recover() throws IOException {
        long freed = artifacts.retainOnly(journal.artifacts());
        for (Task task : journal.unfinished()) {
            if (task.state() == TaskState.RUNNING) {
                change(task.id(), Event.RECOVER, "The server was restarted.");
                LOG.info("Task {} goes on from its last committed round", task.id());
            }
            if (task.state() != TaskState.PAUSED) {
                queue.add(task.id());
            }
        }
        if (freed > 0) {
            LOG.info("Removed {} bytes of artifacts that no task needs", freed);
        }
        startNext();
    }

    /**
     * Takes a new task and starts it as soon as there is room.
     *
     * @throws TributaryException NAME_TAKEN, TOO_MANY_TASKS
     */
    public synchronized void submit(Task task) {
        if (journal.unfinished().size() >= mostUnfinished) {
            throw new TributaryException(
                    ErrorCode.TOO_MANY_TASKS,
                    mostUnfinished + " tasks are unfinished already; wait for one to end, or cancel one.");
        }
        journal.create(task);
        queue.add(task.id());
        startNext();
    }

    /**
     * The round in progress is dropped, the last committed one stays.
     *
     * @throws TributaryException NOT_FOUND, WRONG_STATE
     */
    public synchronized void pause(String id) {
        change(id, Event.PAUSE, null);
        halt(id);
    }

    /** @throws TributaryException NOT_FOUND, WRONG_STATE */
    public synchronized void resume(String id) {
        change(id, Event.RESUME, null);
        queue.add(id);
        startNext();
    }

    /** @throws TributaryException NOT_FOUND, WRONG_STATE */
    public synchronized void cancel(String id) {
        change(id, Event.CANCEL, null);
        halt(id);
        if (!running.containsKey(id)) {
            tidy(id);
        }
    }

    /**
     * Removes a task that has ended, with its models.
     *
     * @throws TributaryException NOT_FOUND, WRONG_STATE
     */
    public synchronized void delete(String id) throws IOException {
        Task task = require(id);
        if (!task.state().ended()) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE, "The task is " + task.state() + "; cancel it first, then delete it.");
        }
        awaitEnd(id);
        for (Sha256 artifact : journal.delete(id)) {
            artifacts.delete(artifact);
        }
    }

    /** Stops all loops without touching the tasks' states, so that the next server goes on with them. */
    @Override
    public synchronized void close() {
        closed = true;
        running.values().forEach(StopSignal::stop);
        // Their threads end at the next check; the journal refuses nothing they still write, for it is all true.
        List.copyOf(running.keySet()).forEach(this::awaitEnd);
    }

    /** A task that was just cancelled may have a thread for a moment yet. */
    private void awaitEnd(String id) {
        while (running.containsKey(id)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TributaryException(ErrorCode.INTERNAL, "Interrupted while the task came to its end.", e);
            }
        }
    }

    private Task require(String id) {
        return journal.task(id)
                .orElseThrow(() -> new TributaryException(ErrorCode.NOT_FOUND, "There is no task " + id + "."));
    }

    private void change(String id, Event event, @Nullable String reason) {
        Task task = require(id);
        TaskState next = TaskState.LIFECYCLE.next(task.state(), event);
        if (!journal.changeState(id, task.state(), next, reason, clock.instant())) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE, "The task changed its state at the same moment; look again.");
        }
    }

    private void halt(String id) {
        queue.remove(id);
        StopSignal signal = running.get(id);
        if (signal != null) {
            signal.stop();
        }
    }

    private void startNext() {
        var waiting = queue.iterator();
        while (!closed && running.size() < mostRunning && waiting.hasNext()) {
            String id = waiting.next();
            // A task that was paused and resumed at once may still have its old thread; it starts when that has ended.
            if (!running.containsKey(id)) {
                waiting.remove();
                start(id);
            }
        }
    }

    private void start(String id) {
        Task task = require(id);
        change(id, Event.START, null);
        StopSignal stop = new StopSignal();
        running.put(id, stop);
        Thread thread = new Thread(() -> run(task, stop), "task-" + id);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Task task, StopSignal stop) {
        try {
            Task prepared = new Preparation(task, journal, pool, ticker, stop).run();
            String note = new RoundLoop(prepared, journal, pool, artifacts, clock, ticker, stop).run();
            finish(task, Event.COMPLETE, note);
        } catch (StopSignal.StoppedException e) {
            LOG.info("Task {} stopped", task.id());
        } catch (TributaryException e) {
            finish(task, Event.FAIL, e.message());
        } catch (IOException e) {
            LOG.error("Task {} cannot read or write its artifacts", task.id(), e);
            // As a full disk does it: the last committed round is whole, and there is nothing wrong with the task.
            finish(
                    task,
                    Event.PAUSE,
                    "Artifacts cannot be read or written: " + e.getMessage()
                            + ". Is the disk full? Make room, then resume; the last committed round is kept.");
        } catch (RuntimeException | Error e) {
            LOG.error("Task {} failed", task.id(), e);
            finish(task, Event.FAIL, "Internal error: " + e);
        } finally {
            ended(task.id());
        }
    }

    private void finish(Task task, Event event, @Nullable String reason) {
        TaskState next = TaskState.LIFECYCLE.next(TaskState.RUNNING, event);
        if (!journal.changeState(task.id(), TaskState.RUNNING, next, reason, clock.instant())) {
            LOG.info("Task {} was stopped just before it would have become {}", task.id(), next);
        }
    }

    private synchronized void ended(String id) {
        running.remove(id);
        notifyAll();
        try {
            tidy(id);
            startNext();
        } catch (RuntimeException e) {
            LOG.error("The next task could not be started", e);
        }
    }

    /** Once a task has ended for good, no round will ask for what its rounds have handed on. */
    private void tidy(String id) {
        if (journal.task(id).filter(task -> task.state().ended()).isPresent()) {
            try {
                for (Sha256 artifact : journal.forget(id)) {
                    artifacts.delete(artifact);
                }
            } catch (IOException e) {
                LOG.warn("What the rounds of task {} handed on cannot be removed", id, e);
            }
        }
    }
}
