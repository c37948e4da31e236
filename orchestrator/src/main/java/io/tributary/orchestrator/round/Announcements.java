package io.tributary.orchestrator.round;

import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells the journal several things at once where they come fast: each telling is a transaction, and ten of them took a fifth of the time in which ten
 * clients train a small model. Nothing waits longer than a tenth of a second. For one thread.
 */
final class Announcements {
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

    private final String task;
    private final Journal journal;
    private final Ticker ticker;
    private final List<TaskEvent> waiting = new ArrayList<>();
    private long since;

    /** @param task its id */
    Announcements(String task, Journal journal, Ticker ticker) {
        this.task = task;
        this.journal = journal;
        this.ticker = ticker;
    }

    /** Keeps it for the next telling. */
    void add(TaskEvent event) {
        if (waiting.isEmpty()) {
            since = ticker.nanos();
        }
        waiting.add(event);
    }

    /** Tells where the first has waited long enough. */
    void tellInTime() {
        if (ticker.nanos() - since >= LONGEST_WAIT) {
            tell();
        }
    }

    /** Tells all that waits. */
    void tell() {
        if (!waiting.isEmpty()) {
            journal.announce(task, List.copyOf(waiting));
            waiting.clear();
        }
    }
}
