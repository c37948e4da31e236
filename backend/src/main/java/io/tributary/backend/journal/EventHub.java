package io.tributary.backend.journal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Hands fresh events to those who watch, and tells those who come late how the round stands. A watcher must not block. */
@Component
public class EventHub {
    private final Map<String, Set<Consumer<SeenEvent>>> watchers = new ConcurrentHashMap<>();
    private final Map<String, RoundInProgress> rounds = new ConcurrentHashMap<>();

    /** Watches a task until the returned handle is run. */
    public Runnable watch(String task, Consumer<SeenEvent> watcher) {
        // Inside compute, or the last watcher to leave could take the set away under the one that comes.
        watchers.compute(task, (id, those) -> {
            Set<Consumer<SeenEvent>> all = those == null ? ConcurrentHashMap.newKeySet() : those;
            all.add(watcher);
            return all;
        });
        return () -> watchers.computeIfPresent(task, (id, those) -> {
            those.remove(watcher);
            return those.isEmpty() ? null : those;
        });
    }

    /** What the history does not hold of the round in progress: its stage and how far its clients are. */
    public List<SeenEvent> inProgress(String task) {
        RoundInProgress round = rounds.get(task);
        return round == null ? List.of() : round.events();
    }

    void publish(String task, SeenEvent event) {
        rounds.compute(task, (id, round) -> RoundInProgress.after(round, event));
        watchers.getOrDefault(task, Set.of()).forEach(watcher -> watcher.accept(event));
    }
}
