package io.tributary.nashpo.study;

import io.tributary.nashpo.trial.Trial;

/** What a study wants now. */
public sealed interface Next {
    /** Journal this trial, then start its task. */
    record Start(Trial trial) implements Next {}

    /** Journal this trial, which had stopped, then let its task go on. */
    record GoOn(Trial trial) implements Next {}

    /** Nothing until a running trial ends: no slot is free, or what it holds of the budget may come back. */
    record Wait() implements Next {}

    /**
     * The study has ended.
     *
     * @param succeeded whether there is a best trial
     * @param reason for people
     */
    record End(boolean succeeded, String reason) implements Next {}
}
