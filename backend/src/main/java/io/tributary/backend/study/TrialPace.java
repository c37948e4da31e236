package io.tributary.backend.study;

import io.tributary.orchestrator.round.Pace;
import io.tributary.orchestrator.round.StopSignal;
import io.tributary.orchestrator.task.Task;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Holds the task of a trial after each round until the study has looked at it. Otherwise a quick task would take rounds after the
 * one that it is stopped for, and what a study finds, and what is left of its budget, would depend on who was faster.
 */
@Component
class TrialPace implements Pace {
    private static final long LOOK_UP_MILLIS = 100;

    private final Map<String, Integer> looked = new HashMap<>();

    /** The task may go on after the given round. */
    synchronized void allow(String task, int round) {
        looked.merge(task, round, Math::max);
        notifyAll();
    }

    /** The task has ended. */
    synchronized void forget(String task) {
        looked.remove(task);
    }

    @Override
    public synchronized void await(Task task, int round, StopSignal stop) {
        if (task.trial() == null) {
            return;
        }
        while (looked.getOrDefault(task.id(), 0) < round) {
            stop.check();
            try {
                wait(LOOK_UP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TributaryException(ErrorCode.INTERNAL, "Interrupted while the trial waited.", e);
            }
        }
    }
}
