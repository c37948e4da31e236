package io.tributary.backend.journal;

import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.ClientReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

/**
 * Finds the events of one round in a long history. Rounds only go forward and events have no gaps, so those of a round stand
 * together and are found by halving: some twenty small reads in a million events, and no index to keep.
 */
@Component
class RoundEvents {
    private static final int PAGE = 500;
    /** Changes of state belong to no round; a few may stand in a row. */
    private static final int LOOK = 4;

    private final EventRows events;

    RoundEvents(EventRows events) {
        this.events = events;
    }

    /**
     * How each client of a round ended, by client. Where the round was run again after an interruption, the last time counts.
     *
     * @param last number of the task's last event
     */
    List<ClientReport> clients(String task, long last, int round) {
        Map<Integer, ClientReport> reports = new TreeMap<>();
        long after = before(task, last, round);
        while (true) {
            List<EventEntity> page = events.after(task, after, PageRequest.of(0, PAGE));
            for (EventEntity entity : page) {
                SeenEvent seen = entity.event();
                if (round(seen) > round) {
                    return List.copyOf(reports.values());
                }
                if (seen.event() instanceof TaskEvent.ClientDone done) {
                    reports.put(done.client().client(), done.client());
                }
            }
            if (page.size() < PAGE) {
                return List.copyOf(reports.values());
            }
            after += PAGE;
        }
    }

    /** The number of the last event before the round. */
    private long before(String task, long last, int round) {
        long low = 0;
        long high = last;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (roundBehind(task, middle) < round) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The round of the first event after a number that belongs to one. */
    private int roundBehind(String task, long number) {
        for (long after = number; ; after += LOOK) {
            List<EventEntity> next = events.after(task, after, PageRequest.of(0, LOOK));
            for (EventEntity entity : next) {
                int round = round(entity.event());
                if (round > 0) {
                    return round;
                }
            }
            if (next.size() < LOOK) {
                return Integer.MAX_VALUE;
            }
        }
    }

    private static int round(SeenEvent seen) {
        if (seen.event() instanceof TaskEvent.RoundStarted started) {
            return started.round();
        }
        if (seen.event() instanceof TaskEvent.ClientDone done) {
            return done.round();
        }
        return seen.event() instanceof TaskEvent.RoundCommitted committed
                ? committed.round().round()
                : 0;
    }
}
