package io.tributary.intent.language;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Tokens that may be used in a day, UTC. */
public final class Budget {
    private final long perDay;
    private final Clock clock;
    private LocalDate day = LocalDate.MIN;
    private long spent;

    public Budget(long perDay, Clock clock) {
        this.perDay = perDay;
        this.clock = clock;
    }

    long perDay() {
        return perDay;
    }

    synchronized boolean left() {
        turn();
        return spent < perDay;
    }

    /** Counts tokens as used, from an exchange now or, after a restart, from those of the day so far. */
    public synchronized void spend(long tokens) {
        turn();
        spent += tokens;
    }

    private void turn() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            spent = 0;
        }
    }
}
