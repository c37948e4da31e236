package io.tributary.nashpo.sampler;

import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.nashpo.trial.Trial;
import io.tributary.nashpo.trial.TrialState;
import java.util.Comparator;
import java.util.List;

/**
 * Tree-structured Parzen estimator (Bergstra et al. 2011, section 4, after Optuna's multivariate form): the best gamma of the
 * trials make a density l(x), all others g(x); of some candidates drawn from l the one with the greatest l/g is proposed, which
 * is the one with the greatest expected improvement.
 *
 * <p>Deviations from Optuna: fields with the same condition are modelled together and apart from others (its {@code group}),
 * where Optuna splits by what trials happen to share; failed trials count among the worse ones, so that what fails is avoided;
 * with several objectives all weights are alike. Running trials count among the worse ones (constant liar), so that parallel
 * trials spread.
 *
 * @param startup ended trials before the model is used; random until then
 * @param gamma how many of n trials are the better ones
 * @param candidates drawn for each proposal
 */
public record TpeSampler(int startup, Gamma gamma, int candidates) implements Sampler {

    /** How many of the ended trials count as the better ones. */
    public interface Gamma {
        int of(int ended);
    }

    /** Optuna's settings: 10 random trials, a tenth but at most 25, 24 candidates. */
    public static TpeSampler usual() {
        return new TpeSampler(10, ended -> Math.min((int) Math.ceil(0.1 * ended), 25), 24);
    }

    @Override
    public Suggestion suggest(Ask ask) {
        List<Trial> ranked = ask.history().ranked();
        if (ranked.size() < startup || ranked.isEmpty()) {
            return new RandomSampler().suggest(ask);
        }
        int better = Math.min(gamma.of(ranked.size()), ranked.size());
        List<Trial> below = byNumber(ranked.subList(0, better));
        List<Trial> above = byNumber(ask.history().trials().stream()
                .filter(trial -> !below.contains(trial) && informs(trial))
                .toList());
        Params params = Params.none();
        for (List<Dimension> group : ask.space().groups()) {
            if (ask.space().active(group.get(0), params)) {
                params = extend(params, group, below, above, ask);
            }
        }
        return Suggestion.of(ordered(params, ask.space()), Source.TPE);
    }

    private Params extend(Params params, List<Dimension> group, List<Trial> below, List<Trial> above, Ask ask) {
        ParzenEstimator better = ParzenEstimator.of(group, below);
        ParzenEstimator worse = ParzenEstimator.of(group, above);
        Params best = params;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < candidates; i++) {
            Params candidate = better.draw(params, ask.random());
            double gain = better.logDensity(candidate) - worse.logDensity(candidate);
            if (gain > most) {
                most = gain;
                best = candidate;
            }
        }
        return best;
    }

    /** A pruned trial without a report says nothing, and one that could not start says nothing about its values. */
    private static boolean informs(Trial trial) {
        return trial.state() == TrialState.PRUNED ? trial.round() > 0 : trial.state() != TrialState.REJECTED;
    }

    private static List<Trial> byNumber(List<Trial> trials) {
        return trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    }

    private static Params ordered(Params params, Space space) {
        return space.complete(params, Params.none());
    }
}
