package io.tributary.nashpo.trial;

import io.tributary.nashpo.pareto.Front;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The trials so far, and what makes one better than another.
 *
 * @param trials in the order of their numbers
 * @param objectives at least one; with several, trials that no other beats in all of them come first
 */
public record History(List<Trial> trials, List<Objective> objectives) {
    public History {
        trials = List.copyOf(trials);
        objectives = List.copyOf(objectives);
    }

    /**
     * Complete and pruned trials, the best first. Complete ones stand before pruned ones; a pruned one that got further stands
     * before one that did not, and among those that got equally far the last reported value decides (Optuna's order). One
     * that was pruned before any report is left out.
     */
    public List<Trial> ranked() {
        List<Trial> ranked = new ArrayList<>(complete());
        trials.stream()
                .filter(trial -> trial.state() == TrialState.PRUNED && trial.round() > 0)
                .sorted(Comparator.<Trial>comparingInt(trial -> -trial.round())
                        .thenComparingDouble(this::lastLoss)
                        .thenComparingInt(Trial::number))
                .forEach(ranked::add);
        return ranked;
    }

    /** Complete trials, the best first. */
    public List<Trial> complete() {
        List<Trial> complete = trials.stream()
                .filter(trial -> trial.state() == TrialState.COMPLETE)
                .toList();
        if (objectives.size() == 1) {
            return complete.stream()
                    .sorted(Comparator.<Trial>comparingDouble(trial -> losses(trial)[0])
                            .thenComparingInt(Trial::number))
                    .toList();
        }
        return Front.order(complete.stream().map(this::losses).toList()).stream()
                .map(complete::get)
                .toList();
    }

    public Optional<Trial> best() {
        return complete().stream().findFirst();
    }

    /** Trials that no other complete one beats in all objectives. */
    public List<Trial> front() {
        List<Trial> complete = trials.stream()
                .filter(trial -> trial.state() == TrialState.COMPLETE)
                .toList();
        return Front.of(complete.stream().map(this::losses).toList()).stream()
                .map(complete::get)
                .toList();
    }

    /** The values of a complete trial, each with the sign that makes less better. */
    public double[] losses(Trial trial) {
        double[] losses = new double[objectives.size()];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = objectives.get(i).direction().asLoss(trial.values().get(i));
        }
        return losses;
    }

    /**
     * What a trial had reached when it first reported this round or a later one; lower is better. It goes by the first
     * objective where that is accuracy or loss, else by accuracy.
     */
    public Optional<Double> lossAt(Trial trial, int round) {
        return trial.intermediate().stream()
                .filter(report -> report.round() >= round)
                .findFirst()
                .map(report -> report.asLoss(objectives.get(0)));
    }

    /** The last that a trial reported, as in {@link #lossAt}; infinite before its first report. */
    public double lastLoss(Trial trial) {
        return trial.round() == 0
                ? Double.POSITIVE_INFINITY
                : trial.intermediate().get(trial.intermediate().size() - 1).asLoss(objectives.get(0));
    }

    /** The best that a trial has reported until now, as in {@link #lossAt}; infinite before its first report. */
    public double bestLoss(Trial trial) {
        return trial.intermediate().stream()
                .mapToDouble(report -> report.asLoss(objectives.get(0)))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
