package io.tributary.backend.study;

import io.tributary.nashpo.trial.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trial done again on a new seed, and tested on the half of the held-out examples that the search has not seen.
 *
 * @param number from 0 in its study
 * @param trial its number
 * @param seed of the task
 * @param reserved what it may cost at most
 * @param used what it has cost; all of it once it has ended
 * @param values one for each objective once it is complete; else empty
 * @param failure why it has none
 */
public record Repeat(
        int number,
        int trial,
        long seed,
        State state,
        Cost reserved,
        Cost used,
        List<Double> values,
        @Nullable String failure) {
    /** Where it stands. */
    public enum State {
        RUNNING,
        COMPLETE,
        FAILED
    }

    public Repeat {
        values = List.copyOf(values);
    }

    static Repeat start(int number, int trial, long seed, Cost reserved) {
        return new Repeat(number, trial, seed, State.RUNNING, reserved, Cost.NONE, List.of(), null);
    }

    Repeat complete(List<Double> reached, Cost cost) {
        return new Repeat(number, trial, seed, State.COMPLETE, reserved, cost, reached, null);
    }

    Repeat fail(String why, Cost cost) {
        return new Repeat(number, trial, seed, State.FAILED, reserved, cost, values, why);
    }

    boolean running() {
        return state == State.RUNNING;
    }

    /** What the budget must count. */
    Cost charged() {
        return running() ? reserved : used;
    }
}
