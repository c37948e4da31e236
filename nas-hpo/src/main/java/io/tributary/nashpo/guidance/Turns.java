package io.tributary.nashpo.guidance;

import io.tributary.nashpo.trial.Advice;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Trial;
import io.tributary.nashpo.trial.TrialState;
import java.util.List;

/**
 * When the adviser is asked, by the journal alone: its first turn comes after {@code warmup} ended trials, then every
 * {@code interval}th trial; a turn that loses doubles the interval, one that wins halves it, never below {@code interval}.
 *
 * <p>A turn wins when its trial is among the best quarter of those that ended complete or pruned with a lower number, itself
 * counted; one that fails, is pruned before it gets there, or had no usable answer loses. While a trial of the adviser runs it has
 * no other turn. So of n trials a loser gets about log2(n / interval), and nobody more than 1 in {@code interval}.
 */
record Turns(int warmup, int interval) {

    boolean next(History history) {
        List<Trial> trials = history.trials();
        long ended = trials.stream().filter(trial -> trial.state().ended()).count();
        if (ended < warmup) {
            return false;
        }
        int pause = interval;
        int last = -1;
        for (Trial trial : trials) {
            Advice advice = trial.advice();
            if (advice == null) {
                continue;
            }
            if (advice.outcome() != Advice.Outcome.REPLACED && !trial.state().ended()) {
                return false;
            }
            pause = wins(trial, advice, history) ? Math.max(interval, pause / 2) : 2 * pause;
            last = trial.number();
        }
        return last < 0 || trials.size() - last >= pause;
    }

    private static boolean wins(Trial trial, Advice advice, History history) {
        if (advice.outcome() == Advice.Outcome.REPLACED || trial.state() != TrialState.COMPLETE) {
            return false;
        }
        List<Trial> ranked = history.ranked().stream()
                .filter(other -> other.number() <= trial.number())
                .toList();
        return ranked.indexOf(trial) < Math.ceil(ranked.size() / 4.0);
    }
}
