package io.tributary.nashpo.trial;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Where a trial stands. */
public enum TrialState {
    /** Its task runs, or waits for a slot; what it may cost is reserved. */
    RUNNING,
    /** Did all its rounds and has its values. */
    COMPLETE,
    /** Stopped early: others were better after as many rounds, or the budget ended. May go on where it is {@link Trial#held}. */
    PRUNED,
    /** Its task failed, or was cancelled by a person; the reason is in the trial. */
    FAILED,
    /** Its task was never started, because its parameters make no valid task. */
    REJECTED;

    /** What can happen to a trial. */
    public enum Event {
        COMPLETE,
        PRUNE,
        FAIL,
        REJECT,
        GO_ON
    }

    private static final Map<TrialState, Map<Event, TrialState>> TABLE = table();

    private static Map<TrialState, Map<Event, TrialState>> table() {
        Map<TrialState, Map<Event, TrialState>> table = new EnumMap<>(TrialState.class);
        table.put(
                RUNNING,
                new EnumMap<>(Map.of(
                        Event.COMPLETE, COMPLETE, Event.PRUNE, PRUNED, Event.FAIL, FAILED, Event.REJECT, REJECTED)));
        table.put(PRUNED, new EnumMap<>(Map.of(Event.GO_ON, RUNNING)));
        return Collections.unmodifiableMap(table);
    }

    /** The whole table: from, event, to. */
    public static Map<TrialState, Map<Event, TrialState>> transitions() {
        return TABLE;
    }

    /**
     * The state that follows.
     *
     * @throws TributaryException WRONG_STATE where the table has no such transition
     */
    public TrialState next(Event event) {
        TrialState to = TABLE.getOrDefault(this, Map.of()).get(event);
        if (to == null) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE,
                    "The trial is " + this + "; it cannot "
                            + event.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            + ".");
        }
        return to;
    }

    public boolean ended() {
        return this != RUNNING;
    }
}
