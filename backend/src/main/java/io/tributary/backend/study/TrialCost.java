package io.tributary.backend.study;

import io.tributary.backend.task.Estimate;
import io.tributary.backend.task.Estimator;
import io.tributary.backend.task.Traffic;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.protocol.task.TaskSpec;
import org.springframework.stereotype.Component;

/**
 * What a task takes at most. Frames are foretold to some percent; CPU time is measured on a few batches, and a machine that does other
 * things at the same time needs more for the same; seconds depend on who else wants the slots. A trial that comes near its bound is
 * stopped before it gets there, so a bound that is too low costs a trial, never the budget.
 */
@Component
class TrialCost {
    private static final double BYTES = 1.1;
    private static final double CPU = 2;
    private static final double SECONDS = 3;
    /** Rounds take their time even where training takes none. */
    private static final double ROUND = 0.05;

    private final Estimator estimator;

    TrialCost(Estimator estimator) {
        this.estimator = estimator;
    }

    /**
     * What a trial's task may take, of the kinds that the budget bounds; time and CPU are measured only where they count, for a new model or
     * batch size costs the server half a second.
     *
     * @param parallel trials that share the slots
     */
    Cost most(TaskSpec task, Budget budget, int parallel) {
        int rounds = task.training().rounds();
        Traffic traffic = estimator.traffic(task);
        // Those that are asked beyond need may all answer.
        double asked = (double) task.clientsAsked() / task.clientsPerRound();
        long bytes = (long) Math.ceil(BYTES * asked * rounds * (traffic.up() + traffic.down()));
        if (budget.cpuSeconds() == null && budget.seconds() == null) {
            return new Cost(rounds, bytes, 0, 0);
        }
        Estimate estimate = estimator.estimate(task);
        return new Cost(
                rounds,
                bytes,
                CPU * asked * estimate.cpuSeconds() + ROUND * rounds,
                parallel * (SECONDS * asked * estimate.seconds() + ROUND * rounds));
    }
}
