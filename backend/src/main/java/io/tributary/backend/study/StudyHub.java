package io.tributary.backend.study;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Tells those who watch a study that there is something new in its journal. A watcher must not block. */
@Component
class StudyHub {
    private final Map<String, Set<Runnable>> watchers = new ConcurrentHashMap<>();

    /** Watches a study until the returned handle is run. */
    Runnable watch(String study, Runnable watcher) {
        // Inside compute, or the last watcher to leave could take the set away under the one that comes.
        watchers.compute(study, (id, those) -> {
            Set<Runnable> all = those == null ? ConcurrentHashMap.newKeySet() : those;
            all.add(watcher);
            return all;
        });
        return () -> watchers.computeIfPresent(study, (id, those) -> {
            those.remove(watcher);
            return those.isEmpty() ? null : those;
        });
    }

    void changed(String study) {
        watchers.getOrDefault(study, Set.of()).forEach(Runnable::run);
    }
}
