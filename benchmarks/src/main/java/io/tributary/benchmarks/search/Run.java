package io.tributary.benchmarks.search;

import io.tributary.nashpo.pruner.Pruner;
import io.tributary.nashpo.sampler.Sampler;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.study.Next;
import io.tributary.nashpo.study.Study;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Intermediate;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One study over the surrogate; an epoch is a round.
 *
 * @param trials as they were in the end
 * @param found when trials came to their end
 */
record Run(List<Trial> trials, List<Found> found) {

    /**
     * A complete trial.
     *
     * @param spent rounds of all trials until then
     * @param accuracy in percent
     */
    record Found(long spent, double accuracy) {}

    static Run of(Surrogate surrogate, String instance, Sampler sampler, Pruner pruner, Budget budget, long seed) {
        Study study = new Study(
                surrogate.space(),
                List.of(Objective.of(Metric.ACCURACY)),
                budget,
                1,
                seed,
                sampler,
                pruner,
                new Study.Work() {
                    @Override
                    public Optional<String> problem(Params params) {
                        return Optional.empty();
                    }

                    @Override
                    public Cost cost(Params params) {
                        return Cost.ofRounds(Surrogate.EPOCHS);
                    }
                });
        List<Trial> trials = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        for (Next next = study.next(trials); !(next instanceof Next.End); next = study.next(trials)) {
            Trial begun = next instanceof Next.GoOn again ? again.trial() : ((Next.Start) next).trial();
            Trial ended = train(study, trials, begun, surrogate.curve(instance, begun.params()));
            if (next instanceof Next.Start) {
                trials.add(ended);
            } else {
                trials.set(ended.number(), ended);
            }
            if (!ended.values().isEmpty()) {
                found.add(new Found(rounds(trials), 100 * ended.values().get(0)));
            }
        }
        return new Run(trials, found);
    }

    private static Trial train(Study study, List<Trial> before, Trial begun, float[] curve) {
        Trial trial = begun;
        for (int epoch = begun.round() + 1; epoch <= Surrogate.EPOCHS; epoch++) {
            Cost used = Cost.ofRounds(epoch);
            double accuracy = curve[epoch - 1] / 100;
            trial = trial.report(new Intermediate(epoch, accuracy, 1 - accuracy, 0, 0), used);
            if (epoch < Surrogate.EPOCHS) {
                switch (study.report(trial, before)) {
                    case CONTINUE -> {
                        // On to the next epoch.
                    }
                    case HOLD -> {
                        return trial.hold().prune("Others did better.", used);
                    }
                    case PRUNE, STOP -> {
                        return trial.prune("Others did better.", used);
                    }
                }
            }
        }
        return trial.complete(List.of((double) curve[Surrogate.EPOCHS - 1] / 100), Cost.ofRounds(Surrogate.EPOCHS));
    }

    /** The best accuracy, in percent, of a trial that was complete after so many full trainings; 0 for none. */
    double best(int trainings) {
        return found.stream()
                .filter(each -> each.spent() <= (long) trainings * Surrogate.EPOCHS)
                .mapToDouble(Found::accuracy)
                .max()
                .orElse(0);
    }

    /** The best accuracy of all, in percent. */
    double best() {
        return best(Integer.MAX_VALUE / Surrogate.EPOCHS);
    }

    long rounds() {
        return rounds(trials);
    }

    private static long rounds(List<Trial> trials) {
        return trials.stream().mapToLong(trial -> trial.used().rounds()).sum();
    }

    /** The share of trials that a language model proposed. */
    double adviced() {
        return (double) trials.stream()
                        .filter(trial -> trial.source() == Source.LLM)
                        .count()
                / trials.size();
    }
}
