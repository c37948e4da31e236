package io.tributary.backend.study;

import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The check at the end: the best trials and the start, again, on new seeds and on the half of the held-out examples that no trial was
 * picked by. The best of many trials is partly the luckiest, and on its own half it looks better than it is.
 *
 * <p>Its cost comes out of the budget, so it is set aside before the search begins; at most a third of any bound, which is why small
 * budgets get a smaller check, or none.
 *
 * @param top how many of the best; 0 for no check
 * @param seeds for each of them and for the start
 * @param reserve what is set aside
 */
record CheckPlan(int top, int seeds, Cost reserve) {
    private static final int SHARE = 3;
    private static final List<int[]> SIZES =
            List.of(new int[] {3, 2}, new int[] {3, 1}, new int[] {1, 2}, new int[] {1, 1});

    /**
     * The largest that fits.
     *
     * @param start what the task that the search starts from costs at most
     */
    static CheckPlan of(Budget budget, Cost start) {
        for (int[] size : SIZES) {
            Cost reserve = times(start, (size[0] + 1) * size[1]);
            if (fits(budget, times(reserve, SHARE))) {
                return new CheckPlan(size[0], size[1], reserve);
            }
        }
        return new CheckPlan(0, 0, Cost.NONE);
    }

    /** What is left for the search. */
    Budget search(Budget budget) {
        return new Budget(
                budget.trials(),
                budget.rounds() == null ? null : budget.rounds() - reserve.rounds(),
                budget.bytes() == null ? null : budget.bytes() - reserve.bytes(),
                budget.cpuSeconds() == null ? null : budget.cpuSeconds() - reserve.cpuSeconds(),
                budget.seconds() == null ? null : budget.seconds() - reserve.seconds());
    }

    /**
     * The next repeat, as a trial's number and a seed: seed by seed, the best and the start first.
     *
     * @param ranked complete trials, the best first
     * @param start whether trial 0 can be repeated: it is complete, or others were better
     * @param begun repeats so far
     * @param seed of the study's task; the new ones follow it
     */
    Optional<Repeat> next(List<Trial> ranked, boolean start, List<Repeat> begun, long seed) {
        List<Integer> trials = candidates(ranked, start);
        if (begun.size() >= trials.size() * seeds) {
            return Optional.empty();
        }
        int number = begun.size();
        // Above all seeds of tasks that people count up by hand, below 2^53.
        long fresh = (seed + 1_000_003L * (1 + number / trials.size())) % (1L << 53);
        return Optional.of(Repeat.start(number, trials.get(number % trials.size()), fresh, Cost.NONE));
    }

    private List<Integer> candidates(List<Trial> ranked, boolean start) {
        if (top == 0 || ranked.isEmpty()) {
            return List.of();
        }
        Set<Integer> numbers = new LinkedHashSet<>();
        numbers.add(ranked.get(0).number());
        if (start) {
            numbers.add(0);
        }
        ranked.stream().limit(top).map(Trial::number).forEach(numbers::add);
        return new ArrayList<>(numbers);
    }

    private static boolean fits(Budget budget, Cost cost) {
        return budget.allows(cost, List.of());
    }

    private static Cost times(Cost cost, int factor) {
        return new Cost(
                cost.rounds() * factor, cost.bytes() * factor, cost.cpuSeconds() * factor, cost.seconds() * factor);
    }
}
