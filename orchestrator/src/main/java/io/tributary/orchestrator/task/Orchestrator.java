package io.tributary.orchestrator.task;

import io.tributary.orchestrator.dispatch.WorkerPool;
import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.round.Pace;
import io.tributary.orchestrator.round.Preparation;
import io.tributary.orchestrator.round.RoundLoop;
import io.tributary.orchestrator.round.StopSignal;
import io.tributary.orchestrator.task.TaskState.Event;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.DiskFullException;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, pauses, resumes, cancels, deletes and recovers tasks. The journal decides: a change of state is written there
 * first, and only who wrote it acts on it.
 */
public final class Orchestrator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);
    /** Bytes that must be free for a task to go on, so that it does not stop again at once. */
    private static final long ROOM = 16 << 20;

    /** How long a task waits before it tries again: some other disk may be full, of which this server knows nothing. */
    private static final long TRY_AGAIN = TimeUnit.SECONDS.toNanos(30);

    /** How often a task looks whether the database is back. */
    private static final long LOOK_UP = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private final WorkerPool pool;
    private final ArtifactStore artifacts;
    private final Clock clock;
    private final Ticker ticker;
    private final Pace pace;
    private final int mostRunning;
    private final int mostUnfinished;
    private final Deque<String> queue = new ArrayDeque<>();
    private final Map<String, StopSignal> running = new HashMap<>();
    /** When each task that waits for room may try again, in the time of the ticker. */
    private final Map<String, Long> held = new HashMap<>();

    private boolean closed;

    /**
     * @param pace of the rounds
     * @param mostRunning tasks whose rounds go on at the same time; they share the slots fairly
     * @param mostUnfinished tasks that may be queued, running or paused together, without those that a study has paused
     */
    public Orchestrator(
            Journal journal,
            WorkerPool pool,
            ArtifactStore artifacts,
            Clock clock,
            Ticker ticker,
            Pace pace,
            int mostRunning,
            int mostUnfinished) {
        this.journal = journal;
        this.pool = pool;
        this.artifacts = artifacts;
        this.clock = clock;
        this.ticker = ticker;
        this.pace = pace;
        this.mostRunning = mostRunning;
        this.mostUnfinished = mostUnfinished;
    }

    /** Goes on with every task that was not finished when the server stopped, and removes artifacts that nobody needs. */
    public synchronized void recover() throws IOException {
        long freed = artifacts.retainOnly(journal::artifacts);
        journal.held().forEach(id -> held.put(id, ticker.nanos()));
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
     * @throws TributaryException NAME_TAKEN, TOO_MANY_TASKS, INVALID_SPEC where the model to start from is gone
     */
    public synchronized void submit(Task task) {
        if (journal.waitingOrRunning() >= mostUnfinished) {
            throw new TributaryException(
                    ErrorCode.TOO_MANY_TASKS,
                    mostUnfinished + " tasks are unfinished already; wait for one to end, or cancel one.");
        }
        create(task);
        queue.add(task.id());
        startNext();
    }

    /** What a task starts from must not go between the look at it and the journal's row, which keeps it from then on. */
    private void create(Task task) {
        String start = task.spec().start().model();
        if (start == null) {
            journal.create(task);
            return;
        }
        Sha256 model = new Sha256(start);
        if (!artifacts.pin(model)) {
            throw TributaryException.ofField(
                    ErrorCode.INVALID_SPEC,
                    "start.model",
                    "There is no model " + start + " here any more; start from another, or leave it out.");
        }
        try {
            journal.create(task);
        } finally {
            artifacts.release(model);
        }
    }

    /**
     * The round in progress is dropped, the last committed one stays. One that waits for room does not go on by itself any more.
     *
     * @throws TributaryException NOT_FOUND, WRONG_STATE
     */
    public synchronized void pause(String id) {
        change(id, held.containsKey(id) ? Event.STAY : Event.PAUSE, null);
        held.remove(id);
        halt(id);
    }

    /** @throws TributaryException NOT_FOUND, WRONG_STATE */
    public synchronized void resume(String id) {
        change(id, Event.RESUME, null);
        held.remove(id);
        queue.add(id);
        startNext();
    }

    /** @throws TributaryException NOT_FOUND, WRONG_STATE */
    public synchronized void cancel(String id) {
        change(id, Event.CANCEL, null);
        held.remove(id);
        halt(id);
        if (!running.containsKey(id)) {
            tidy(id);
        }
    }

    /**
     * Removes artifacts that nobody needs any more: leftovers of rounds that were cut short, uploads that no result names. To
     * be called now and then; tasks go on meanwhile.
     *
     * @return bytes freed
     */
    public long collectGarbage() throws IOException {
        long freed = artifacts.retainOnly(journal::artifacts);
        if (freed > 0) {
            LOG.info("Removed {} bytes of artifacts that no task needs", freed);
        }
        return freed;
    }

    /**
     * Lets tasks go on that waited for room, once there is some, and those that could not be started while the database was
     * away. To be called now and then.
     */
    public synchronized void resumeHeld() {
        startNext();
        List<String> due = held.entrySet().stream()
                .filter(each -> ticker.nanos() >= each.getValue())
                .map(Map.Entry::getKey)
                .toList();
        if (closed || due.isEmpty() || !hasRoom()) {
            return;
        }
        for (String id : due) {
            held.remove(id);
            try {
                resume(id);
                LOG.info("Task {} goes on: there is room again", id);
            } catch (TributaryException e) {
                if (e.code() == ErrorCode.DATABASE_UNAVAILABLE) {
                    held.put(id, ticker.nanos() + TRY_AGAIN);
                } else {
                    LOG.info("Task {} does not wait for room any more: {}", id, e.message());
                }
            }
        }
    }

    private boolean hasRoom() {
        try {
            artifacts.ensureRoom(ROOM);
            return true;
        } catch (DiskFullException e) {
            return false;
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
                try {
                    start(id);
                } catch (TributaryException e) {
                    if (e.code() != ErrorCode.DATABASE_UNAVAILABLE) {
                        waiting.remove();
                        throw e;
                    }
                    LOG.warn("Task {} is started when the database is back", id);
                    return;
                }
                waiting.remove();
            }
        }
    }

    private void start(String id) {
        Task task = require(id);
        // It runs already, by the journal, where the database went away just after it was told so.
        if (task.state() != TaskState.RUNNING) {
            change(id, Event.START, null);
        }
        StopSignal stop = new StopSignal();
        running.put(id, stop);
        Thread thread = new Thread(() -> run(task, stop), "task-" + id);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Task task, StopSignal stop) {
        try {
            boolean again = false;
            while (!attempt(task, stop, again)) {
                again = true;
            }
        } catch (StopSignal.StoppedException e) {
            LOG.info("Task {} stopped", task.id());
        } catch (RuntimeException e) {
            LOG.error("Task {} has ended, and the journal cannot be told so", task.id(), e);
        } finally {
            ended(task.id());
        }
    }

    /**
     * From the last committed round to the end.
     *
     * @param again after the database was away
     * @return false where the database went away, so that it is to be tried again
     */
    private boolean attempt(Task task, StopSignal stop, boolean again) {
        try {
            if (!again || require(task.id()).state() == TaskState.RUNNING) {
                go(task, stop);
            }
            return true;
        } catch (TributaryException e) {
            if (e.code() != ErrorCode.DATABASE_UNAVAILABLE) {
                throw e;
            }
            if (!again) {
                LOG.warn("Task {} waits for the database and goes on from its last committed round then", task.id(), e);
            }
            stop.check();
            pause();
            return false;
        }
    }

    private void pause() {
        try {
            ticker.poll(new LinkedBlockingQueue<>(), ticker.nanos() + LOOK_UP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TributaryException(ErrorCode.INTERNAL, "Interrupted while the task waited for the database.", e);
        }
    }

    private void go(Task task, StopSignal stop) {
        try {
            Task prepared = new Preparation(task, journal, pool, artifacts, ticker, stop).run();
            String note = new RoundLoop(prepared, journal, pool, artifacts, clock, ticker, pace, stop).run();
            finish(task, Event.COMPLETE, note);
        } catch (StopSignal.StoppedException e) {
            throw e;
        } catch (DiskFullException e) {
            hold(task, "The server's disk is full: " + e.getMessage() + ".");
        } catch (TributaryException e) {
            if (e.code() == ErrorCode.DATABASE_UNAVAILABLE) {
                throw e;
            }
            if (e.code() == ErrorCode.STORAGE_FULL) {
                hold(task, e.message());
            } else {
                finish(task, Event.FAIL, e.message());
            }
        } catch (IOException e) {
            LOG.error("Task {} cannot read or write its artifacts", task.id(), e);
            // As a disk that was unmounted does it: the last committed round is whole, and nothing is wrong with the
            // task.
            finish(
                    task,
                    Event.PAUSE,
                    "Artifacts cannot be read or written: " + e.getMessage()
                            + ". Look at the server's disk, then resume; the last committed round is kept.");
        } catch (RuntimeException | Error e) {
            LOG.error("Task {} failed", task.id(), e);
            finish(task, Event.FAIL, "Internal error: " + e);
        }
    }

    /** Pauses it until there is room. */
    private synchronized void hold(Task task, String reason) {
        LOG.warn("Task {} waits for room: {}", task.id(), reason);
        held.put(task.id(), ticker.nanos() + TRY_AGAIN);
        boolean waits = false;
        try {
            waits = finish(task, Event.HOLD, reason + " Free some space; the task goes on by itself.");
        } finally {
            if (!waits) {
                held.remove(task.id());
            }
        }
    }

    /** @return false where a person was faster */
    private boolean finish(Task task, Event event, @Nullable String reason) {
        TaskState next = TaskState.LIFECYCLE.next(TaskState.RUNNING, event);
        boolean changed = journal.changeState(task.id(), TaskState.RUNNING, next, reason, clock.instant());
        if (!changed) {
            LOG.info("Task {} was stopped just before it would have become {}", task.id(), next);
        }
        return changed;
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
