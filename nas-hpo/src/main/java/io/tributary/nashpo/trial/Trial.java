package io.tributary.nashpo.trial;

import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.TrialState.Event;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One configuration that is tried, or was. Each change answers a new record, to be journalled whole.
 *
 * @param number from 0, without gaps
 * @param rationale why it was proposed, for people
 * @param advice what became of the language model's turn, where it had one
 * @param reserved what it may cost at most, kept free in the budget while it runs
 * @param used what it has cost so far; all of it once it has ended
 * @param intermediate what it reported, in the order of the rounds
 * @param values one for each objective once it is complete; else empty
 * @param failure why it ended without values
 * @param held whether its task only waits where it stopped, or is about to, and may go on
 */
public record Trial(
        int number,
        TrialState state,
        Source source,
        Params params,
        @Nullable String rationale,
        @Nullable Advice advice,
        Cost reserved,
        Cost used,
        List<Intermediate> intermediate,
        List<Double> values,
        @Nullable String failure,
        boolean held) {
    public Trial {
        intermediate = List.copyOf(intermediate);
        values = List.copyOf(values);
    }

    /** A trial that starts. */
    public static Trial start(int number, Suggestion suggestion, Cost reserved) {
        return new Trial(
                number,
                TrialState.RUNNING,
                suggestion.source(),
                suggestion.params(),
                suggestion.rationale(),
                suggestion.advice(),
                reserved,
                Cost.NONE,
                List.of(),
                List.of(),
                null,
                false);
    }

    /**
     * One more report.
     *
     * @throws TributaryException WRONG_STATE where the trial has ended, or its rounds would go backwards
     */
    public Trial report(Intermediate next, Cost usedSoFar) {
        if (state.ended() || next.round() <= round()) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE,
                    "Trial " + number + " is " + state + " and reported round " + round() + "; round " + next.round()
                            + " cannot follow.");
        }
        List<Intermediate> more = new ArrayList<>(intermediate);
        more.add(next);
        return with(state, usedSoFar, more, values, failure);
    }

    /** About to stop where it can go on later; its task has not been paused yet. */
    public Trial hold() {
        return with(state, failure, true);
    }

    /**
     * Runs again, from where it stopped.
     *
     * @throws TributaryException WRONG_STATE where it did not stop, or for good
     */
    public Trial goOn() {
        if (!waits()) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE, "Trial " + number + " is " + state + "; it cannot go on.");
        }
        return with(state.next(Event.GO_ON), null, false);
    }

    /** Stopped for good: nothing goes on any more. */
    public Trial release() {
        return with(state, failure, false);
    }

    /** Whether it has stopped where it can go on. */
    public boolean waits() {
        return held && state == TrialState.PRUNED;
    }

    public Trial complete(List<Double> reached, Cost cost) {
        return with(state.next(Event.COMPLETE), cost, intermediate, reached, null);
    }

    public Trial prune(String why, Cost cost) {
        return with(state.next(Event.PRUNE), cost, intermediate, values, why);
    }

    public Trial fail(String why, Cost cost) {
        return with(state.next(Event.FAIL), cost, intermediate, values, why);
    }

    public Trial reject(String why) {
        return with(state.next(Event.REJECT), Cost.NONE, intermediate, values, why);
    }

    /** The last round that was reported; 0 before the first. */
    public int round() {
        return intermediate.isEmpty()
                ? 0
                : intermediate.get(intermediate.size() - 1).round();
    }

    /** What the budget must count: all that is reserved while it runs, what was used afterwards. */
    public Cost charged() {
        return state.ended() ? used : reserved;
    }

    private Trial with(TrialState next, @Nullable String why, boolean holds) {
        return new Trial(
                number, next, source, params, rationale, advice, reserved, used, intermediate, values, why, holds);
    }

    private Trial with(
            TrialState next, Cost cost, List<Intermediate> reports, List<Double> reached, @Nullable String why) {
        return new Trial(number, next, source, params, rationale, advice, reserved, cost, reports, reached, why, held);
    }
}
