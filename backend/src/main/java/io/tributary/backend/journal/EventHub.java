package io.tributary.backend.journal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Hands fresh events to those who watch. A watcher must not block. */
@Component
public class EventHub {
    private final Map<String, Set<Consumer<SeenEvent>>> watchers = new ConcurrentHashMap<>();

    /** Watches a task until the returned handle is run. */
    public Runnable watch(String task, Consumer<SeenEvent> watcher) {
        watchers.computeIfAbsent(task, id -> ConcurrentHashMap.newKeySet()).add(watcher);
        return () -> watchers.computeIfPresent(task, (id, those) -> {
            those.remove(watcher);
            return those.isEmpty() ? null : those;
        });
    }

    /** Whether anyone watches. */
    boolean watched(String task) {
        return watchers.containsKey(task);
    }

    void publish(String task, SeenEvent event) {
        watchers.getOrDefault(task, Set.of()).forEach(watcher -> watcher.accept(event));
    }
}
