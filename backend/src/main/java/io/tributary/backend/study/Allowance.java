package io.tributary.backend.study;

import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;

/**
 * Whether a running task may take another round, given what is reserved for it: the next round is taken to cost as much as the dearest
 * so far. Only what the budget bounds is looked at.
 *
 * @param used by the rounds so far
 * @param dearest the most of each kind that a round has taken
 */
record Allowance(Cost used, Cost dearest) {
    static final Allowance NONE = new Allowance(Cost.NONE, Cost.NONE);

    /** After one more round. */
    Allowance plus(Cost round) {
        return new Allowance(
                used.plus(round),
                new Cost(
                        1,
                        Math.max(dearest.bytes(), round.bytes()),
                        Math.max(dearest.cpuSeconds(), round.cpuSeconds()),
                        Math.max(dearest.seconds(), round.seconds())));
    }

    /** @param waited seconds that the round in progress has taken until now */
    boolean another(Budget budget, Cost reserved, double waited) {
        Cost then = used.plus(dearest);
        return (budget.rounds() == null || then.rounds() <= reserved.rounds())
                && (budget.bytes() == null || then.bytes() <= reserved.bytes())
                && (budget.cpuSeconds() == null || then.cpuSeconds() <= reserved.cpuSeconds())
                && (budget.seconds() == null
                        || Math.max(then.seconds(), used.seconds() + waited) <= reserved.seconds());
    }
}
