package io.tributary.backend.study;

import io.tributary.nashpo.trial.Objective;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the best trials are worth on new seeds and on held-out examples that none was picked by.
 *
 * @param repeats one by one
 * @param means of each trial that was repeated, the best in the search first
 * @param gain by how much the best in the search is better than the start in the first objective, on the same seeds; negative for worse;
 *     null where one of them has no repeat
 * @param recommended the trial that did best here; null as long as nothing is complete
 */
public record CheckView(
        List<RepeatView> repeats,
        List<Mean> means,
        @Nullable Double gain,
        @Nullable Integer recommended) {

    /**
     * @param values mean of each objective
     * @param deviation standard deviation of the first one; null for fewer than two
     * @param repeats that completed
     */
    public record Mean(
            int trial, List<Double> values, @Nullable Double deviation, int repeats) {}

    static CheckView of(List<Repeated> repeats, List<Objective> objectives) {
        List<Mean> means = repeats.stream()
                .map(each -> each.repeat().trial())
                .distinct()
                .map(trial -> mean(trial, repeats, objectives.size()))
                .filter(mean -> mean.repeats() > 0)
                .toList();
        Integer best = repeats.isEmpty() ? null : repeats.get(0).repeat().trial();
        return new CheckView(
                repeats.stream().map(RepeatView::of).toList(),
                means,
                best == null || best == 0 ? null : gain(best, repeats, objectives.get(0)),
                means.stream()
                        .min(Comparator.comparingDouble(mean -> objectives
                                .get(0)
                                .direction()
                                .asLoss(mean.values().get(0))))
                        .map(Mean::trial)
                        .orElse(null));
    }

    private static Mean mean(int trial, List<Repeated> repeats, int objectives) {
        List<List<Double>> all = repeats.stream()
                .map(Repeated::repeat)
                .filter(each -> each.trial() == trial && each.state() == Repeat.State.COMPLETE)
                .map(Repeat::values)
                .toList();
        List<Double> means = IntStream.range(0, all.isEmpty() ? 0 : objectives)
                .mapToObj(i -> all.stream()
                        .mapToDouble(values -> values.get(i))
                        .average()
                        .orElse(Double.NaN))
                .toList();
        return new Mean(trial, means, all.size() < 2 ? null : deviation(all, means.get(0)), all.size());
    }

    private static double deviation(List<List<Double>> all, double mean) {
        double squares = all.stream()
                .mapToDouble(values -> (values.get(0) - mean) * (values.get(0) - mean))
                .sum();
        return Math.sqrt(squares / (all.size() - 1));
    }

    /** Seed by seed, so that what a seed does to both does not count. */
    private static @Nullable Double gain(int best, List<Repeated> repeats, Objective objective) {
        var start = repeats.stream()
                .map(Repeated::repeat)
                .filter(each -> each.trial() == 0 && each.state() == Repeat.State.COMPLETE)
                .collect(Collectors.toMap(Repeat::seed, each -> each.values().get(0)));
        List<Double> gains = repeats.stream()
                .map(Repeated::repeat)
                .filter(each ->
                        each.trial() == best && each.state() == Repeat.State.COMPLETE && start.containsKey(each.seed()))
                .map(each -> objective.direction().asLoss(Objects.requireNonNull(start.get(each.seed())))
                        - objective.direction().asLoss(each.values().get(0)))
                .toList();
        return gains.isEmpty()
                ? null
                : gains.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
