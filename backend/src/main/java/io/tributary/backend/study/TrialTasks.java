package io.tributary.backend.study;

import io.tributary.backend.journal.EventHub;
import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.backend.task.TaskService;
import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.Orchestrator;
import io.tributary.orchestrator.task.Task;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The tasks of trials and repeats: tasks as any other, under names that say whose they are. */
@Component
class TrialTasks {
    private static final int LONGEST_NAME = 90;

    private final TaskService service;
    private final Orchestrator orchestrator;
    private final History history;
    private final EventHub hub;
    private final TrialPace pace;

    TrialTasks(TaskService service, Orchestrator orchestrator, History history, EventHub hub, TrialPace pace) {
        this.service = service;
        this.orchestrator = orchestrator;
        this.history = history;
        this.hub = hub;
        this.pace = pace;
    }

    /**
     * Makes the task with this id; there is none yet.
     *
     * @param subject what it is, for its name
     * @return false where there is no room for another task, or no worker with its data, now
     * @throws TributaryException where it can never be made
     */
    boolean submit(String id, TaskSpec spec, Task.Trial trial, String study, String subject) {
        String base = (study.length() <= LONGEST_NAME ? study : study.substring(0, LONGEST_NAME)) + ", " + subject;
        String name = base;
        for (int number = 2; history.nameTaken(name); number++) {
            name = base + " #" + number;
        }
        try {
            service.submit(id, spec.withName(name), trial);
            return true;
        } catch (TributaryException e) {
            if (e.code() == ErrorCode.TOO_MANY_TASKS
                    || e.code() == ErrorCode.DATASET_UNUSABLE
                    || e.code() == ErrorCode.NAME_TAKEN) {
                return false;
            }
            throw e;
        }
    }

    Optional<TaskSummary> find(String id) {
        return history.find(id);
    }

    /** The committed rounds after the given one. */
    List<RoundReport> rounds(String id, int after) {
        return history.rounds(id, after);
    }

    /** Runs the watcher whenever a round of the task is committed or its state changes, until the returned handle is run. */
    Runnable watch(String id, Runnable watcher) {
        return hub.watch(id, seen -> {
            if (seen.event() instanceof TaskEvent.RoundCommitted || seen.event() instanceof TaskEvent.StateChanged) {
                watcher.run();
            }
        });
    }

    /** The study has looked at the rounds up to this one, and the task may take the next. */
    void letGoOn(String id, int round) {
        pace.allow(id, round);
    }

    /** Nobody looks at it any more. */
    void forget(String id) {
        pace.forget(id);
    }

    /** Ends it for good, if it has not ended. */
    void cancel(String id) {
        pace.forget(id);
        change(() -> orchestrator.cancel(id));
    }

    /** Lets its rounds stop, if they go on, until {@link #resume}. */
    void pause(String id) {
        change(() -> orchestrator.pause(id));
    }

    /** Lets its rounds go on, if they were stopped. */
    void resume(String id) {
        change(() -> orchestrator.resume(id));
    }

    /** A task that is there already, or is gone, is no problem. */
    private static void change(Runnable change) {
        try {
            change.run();
        } catch (TributaryException e) {
            if (e.code() != ErrorCode.WRONG_STATE && e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Removes it, with its models; a task that is gone already is no problem. */
    void delete(String id) throws IOException {
        if (history.find(id).isPresent()) {
            orchestrator.delete(id);
        }
    }
}
