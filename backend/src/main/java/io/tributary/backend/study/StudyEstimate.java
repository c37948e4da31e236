package io.tributary.backend.study;

import io.tributary.backend.task.Estimate;
import io.tributary.nashpo.study.StudySpec;
import io.tributary.nashpo.trial.Budget;
import org.jspecify.annotations.Nullable;

/**
 * What a study is expected to cost if all its trials are like its start and none stops early.
 *
 * @param trials that the budget is expected to suffice for
 * @param repeats in the check at the end, which are in the other figures too
 * @param rounds of all of them
 * @param seconds with all slots of the connected workers free; of all trials, added up
 */
public record StudyEstimate(
        long trials, long repeats, long rounds, long bytesUp, long bytesDown, double cpuSeconds, double seconds) {
    /** Trials of a study whose budget bounds none are counted no further. */
    private static final int MANY = 10_000;

    /** @param points of the space, none of which is tried twice */
    static StudyEstimate of(StudySpec spec, double points, CheckPlan check, Estimate each) {
        Budget budget = check.search(spec.budget());
        int rounds = spec.task().training().rounds();
        double trials = Math.min(points, budget.trials() == null ? MANY : budget.trials());
        trials = least(trials, budget.rounds(), rounds);
        trials = least(trials, budget.bytes(), (double) each.bytesUp() + each.bytesDown());
        trials = least(trials, budget.cpuSeconds(), each.cpuSeconds());
        trials = least(trials, budget.seconds(), each.seconds());
        long whole = (long) Math.max(1, Math.floor(trials));
        long repeats = check.top() == 0 ? 0 : (check.top() + 1L) * check.seeds();
        long tasks = whole + repeats;
        return new StudyEstimate(
                whole,
                repeats,
                tasks * rounds,
                tasks * each.bytesUp(),
                tasks * each.bytesDown(),
                tasks * each.cpuSeconds(),
                tasks * each.seconds());
    }

    private static double least(double trials, @Nullable Number bound, double each) {
        return bound == null || each <= 0 ? trials : Math.min(trials, bound.doubleValue() / each);
    }
}
