package io.tributary.backend.study;

import io.tributary.backend.TributaryProperties;
import io.tributary.backend.study.StudyState.Event;
import io.tributary.nashpo.trial.Cost;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.DependsOn;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Starts, pauses, resumes, cancels, deletes and recovers studies, as the orchestrator does it for tasks: a change of state is written first,
 * and only who wrote it acts on it. Starts after the embedded worker, which lets the tasks go on, and stops before it.
 */
@Component
@DependsOn("embeddedWorker")
class StudyRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(StudyRunner.class);

    private final StudyTools tools;
    private final int mostRunning;
    private final int mostUnfinished;
    private final Deque<String> queue = new ArrayDeque<>();
    private final Map<String, Signal> running = new HashMap<>();
    private boolean open;

    StudyRunner(StudyTools tools, TributaryProperties properties) {
        this.tools = tools;
        this.mostRunning = properties.studies().running();
        this.mostUnfinished = properties.studies().unfinished();
    }

    /**
     * Takes a new study and starts it as soon as there is room.
     *
     * @throws TributaryException NAME_TAKEN, TOO_MANY_TASKS
     */
    synchronized void submit(StudyRecord study) {
        if (tools.journal().unfinished() >= mostUnfinished) {
            throw new TributaryException(
                    ErrorCode.TOO_MANY_TASKS,
                    mostUnfinished + " studies are unfinished already; wait for one to end, or cancel one.");
        }
        tools.journal().create(study);
        queue.add(study.id());
        startNext();
    }

    /** No new trial begins, and the tasks of those that run are paused. @throws TributaryException NOT_FOUND, WRONG_STATE */
    synchronized void pause(String id) {
        change(id, Event.PAUSE, null);
        halt(id);
    }

    /** @throws TributaryException NOT_FOUND, WRONG_STATE */
    synchronized void resume(String id) {
        change(id, Event.RESUME, null);
        queue.add(id);
        startNext();
    }

    /** Ends it for good; what its trials have reached stays. @throws TributaryException NOT_FOUND, WRONG_STATE */
    synchronized void cancel(String id) {
        change(id, Event.CANCEL, null);
        halt(id);
    }

    /**
     * Removes a study that has ended, with its trials and their tasks.
     *
     * @throws TributaryException NOT_FOUND, WRONG_STATE
     */
    synchronized void delete(String id) throws IOException {
        StudyRecord study = tools.journal().study(id);
        if (!study.state().ended() || running.containsKey(id)) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE, "The study is " + study.state() + "; cancel it first, then delete it.");
        }
        for (Tried tried : tools.journal().trials(id)) {
            tools.tasks().delete(tried.taskId());
        }
        for (Repeated repeated : tools.journal().repeats(id)) {
            tools.tasks().delete(repeated.taskId());
        }
        tools.journal().delete(id);
    }

    private void change(String id, Event event, @Nullable String reason) {
        StudyState state = tools.journal().study(id).state();
        if (!tools.journal().changeState(id, state, StudyState.LIFECYCLE.next(state, event), reason)) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE, "The study changed its state at the same moment; look again.");
        }
    }

    private void halt(String id) {
        queue.remove(id);
        Signal signal = running.get(id);
        if (signal == null) {
            settle(id);
        } else {
            // Its thread settles it when it lets go.
            signal.stop();
        }
    }

    private void startNext() {
        var waiting = queue.iterator();
        while (open && running.size() < mostRunning && waiting.hasNext()) {
            String id = waiting.next();
            // A study that was paused and resumed at once may still have its old thread.
            if (!running.containsKey(id)) {
                waiting.remove();
                change(id, Event.START, null);
                Signal signal = new Signal();
                running.put(id, signal);
                Thread thread = new Thread(() -> run(id, signal), "study-" + id);
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void run(String id, Signal signal) {
        try {
            StudyRun.End end = null;
            while (end == null && !signal.stopped()) {
                end = attempt(id, signal);
            }
            if (end != null) {
                finish(id, end.succeeded() ? Event.COMPLETE : Event.FAIL, end.reason());
            }
        } catch (InterruptedException e) {
            LOG.info("Study {} was interrupted", id);
        } catch (RuntimeException | Error e) {
            LOG.error("Study {} failed", id, e);
            finish(id, Event.FAIL, "Internal error: " + e);
        } finally {
            ended(id);
        }
    }

    /** From where the journal ends; again where the database was away. */
    private StudyRun.@Nullable End attempt(String id, Signal signal) throws InterruptedException {
        try {
            return new StudyRun(tools.journal().study(id), tools, signal).run();
        } catch (DataAccessException | TransactionException e) {
            return waitForTheDatabase(id, e, signal);
        } catch (TributaryException e) {
            if (e.code() != ErrorCode.DATABASE_UNAVAILABLE) {
                throw e;
            }
            return waitForTheDatabase(id, e, signal);
        }
    }

    private static StudyRun.@Nullable End waitForTheDatabase(String id, RuntimeException why, Signal signal)
            throws InterruptedException {
        LOG.warn("Study {} waits for the database: {}", id, why.getMessage());
        signal.await();
        return null;
    }

    private void finish(String id, Event event, String reason) {
        StudyState next = StudyState.LIFECYCLE.next(StudyState.RUNNING, event);
        if (!tools.journal().changeState(id, StudyState.RUNNING, next, reason)) {
            LOG.info("Study {} was stopped just before it would have become {}", id, next);
        }
    }

    private synchronized void ended(String id) {
        running.remove(id);
        notifyAll();
        try {
            if (open) {
                settle(id);
                startNext();
            }
        } catch (RuntimeException e) {
            LOG.error("What study {} left cannot be settled", id, e);
        }
    }

    /** Brings the tasks of trials that run where the study is. Only while it has no thread. */
    private void settle(String id) {
        StudyState state = tools.journal().find(id).map(StudyRecord::state).orElse(StudyState.QUEUED);
        for (Tried tried : tools.journal().trials(id)) {
            if (tried.running() && state == StudyState.PAUSED) {
                tools.tasks().pause(tried.taskId());
            } else if (tried.running() && state.ended()) {
                tools.tasks().cancel(tried.taskId());
                tools.journal()
                        .ended(
                                id,
                                tried.ended(
                                        tried.trial().fail("The study ended before it.", used(tried.taskId())),
                                        tools.clock().instant()));
            } else if (tried.trial().waits() && state.ended()) {
                tools.tasks().cancel(tried.taskId());
                tools.journal().keep(id, tried.with(tried.trial().release()));
            }
        }
        for (Repeated repeated : tools.journal().repeats(id)) {
            if (repeated.repeat().running() && state == StudyState.PAUSED) {
                tools.tasks().pause(repeated.taskId());
            } else if (repeated.repeat().running() && state.ended()) {
                tools.tasks().cancel(repeated.taskId());
                tools.journal()
                        .ended(
                                id,
                                repeated.with(
                                        repeated.repeat().fail("The study ended before it.", used(repeated.taskId()))));
            }
        }
    }

    private Cost used(String task) {
        return tools.tasks().find(task).map(Outcome::cost).orElse(Cost.NONE);
    }

    /** Goes on with every study that was not finished when the server stopped. */
    @Override
    public synchronized void start() {
        open = true;
        for (StudyRecord study : tools.journal().in(StudyJournal.UNFINISHED)) {
            if (study.state() == StudyState.RUNNING) {
                change(study.id(), Event.RECOVER, "The server was restarted.");
                LOG.info("Study {} goes on", study.id());
            }
            if (study.state() == StudyState.PAUSED) {
                settle(study.id());
            } else {
                queue.add(study.id());
            }
        }
        // A kill may have come between the end of a study and that of its trials.
        tools.journal().in(List.of(StudyState.CANCELLED, StudyState.FAILED)).forEach(study -> settle(study.id()));
        startNext();
    }

    /** Stops all threads without touching states, so that the next server goes on. */
    @Override
    public synchronized void stop() {
        open = false;
        running.values().forEach(Signal::stop);
        try {
            while (!running.isEmpty()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return open;
    }
}
