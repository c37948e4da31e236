package io.tributary.backend.journal;

import io.tributary.orchestrator.journal.TaskEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last stage of a round and the last progress of each client that trains: as many events as there are busy slots. Safe for
 * use by many threads.
 */
final class RoundInProgress {
    private final Map<Integer, SeenEvent> progress = new LinkedHashMap<>();
    private @Nullable SeenEvent stage;

    /** The round after an event; null where none is in progress any more. */
    static @Nullable RoundInProgress after(@Nullable RoundInProgress round, SeenEvent seen) {
        TaskEvent event = seen.event();
        if (event instanceof TaskEvent.RoundStarted) {
            return new RoundInProgress();
        }
        if (event instanceof TaskEvent.RoundCommitted || event instanceof TaskEvent.StateChanged) {
            return null;
        }
        if (round != null) {
            round.take(seen);
        }
        return round;
    }

    private synchronized void take(SeenEvent seen) {
        if (seen.event() instanceof TaskEvent.StageChanged) {
            stage = seen;
        } else if (seen.event() instanceof TaskEvent.ClientProgress now) {
            progress.put(now.client(), seen);
        } else if (seen.event() instanceof TaskEvent.ClientDone done) {
            progress.remove(done.client().client());
        }
    }

    synchronized List<SeenEvent> events() {
        List<SeenEvent> events = new ArrayList<>(progress.values());
        if (stage != null) {
            events.add(0, stage);
        }
        return events;
    }
}
