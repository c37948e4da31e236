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

/** One study over the surrogate; an epoch is a round. */
record Run(List<Trial> trials) {

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
        while (study.next(trials) instanceof Next.Start start) {
            trials.add(train(
                    study,
                    trials,
                    start.trial(),
                    surrogate.curve(instance, start.trial().params())));
        }
        return new Run(trials);
    }

    private static Trial train(Study study, List<Trial> before, Trial started, float[] curve) {
        Trial trial = started;
        for (int epoch = 1; epoch <= Surrogate.EPOCHS; epoch++) {
            Cost used = Cost.ofRounds(epoch);
            double accuracy = curve[epoch - 1] / 100;
            trial = trial.report(new Intermediate(epoch, accuracy, 1 - accuracy, 0, 0), used);
            if (epoch < Surrogate.EPOCHS && study.report(trial, before) != Study.Verdict.CONTINUE) {
                return trial.prune("Others did better.", used);
            }
        }
        return trial.complete(List.of((double) curve[Surrogate.EPOCHS - 1] / 100), Cost.ofRounds(Surrogate.EPOCHS));
    }

    /** The best accuracy, in percent, of a trial that was complete after so many full trainings; 0 for none. */
    double best(int trainings) {
        long spent = 0;
        double best = 0;
        for (Trial trial : trials) {
            spent += trial.used().rounds();
            if (spent <= (long) trainings * Surrogate.EPOCHS && !trial.values().isEmpty()) {
                best = Math.max(best, 100 * trial.values().get(0));
            }
        }
        return best;
    }

    /** The best accuracy of all, in percent. */
    double best() {
        return best(Integer.MAX_VALUE / Surrogate.EPOCHS);
    }

    long rounds() {
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
