package io.tributary.orchestrator.dispatch;

import io.tributary.protocol.artifact.Sha256;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides when the artifacts of results that do not count may go: those whose lease was taken back, or that came twice. Where the store
 * is shared each result has artifacts of its own, which go at once. Over a line equal bytes are not sent again, so one artifact may be
 * that of a result which counts, or be about to become that of the next one; it goes when its worker has nothing in its hands.
 *
 * <p>Guarded by the pool.
 */
final class LateResults {
    private static final int REMEMBERED = 10_000;

    private final Consumer<Sha256> discard;
    /** The artifacts of the last results that counted. */
    private final Set<Sha256> counted = new LinkedHashSet<>();
    /** What is to go, by worker. */
    private final Map<String, Set<Sha256>> late = new HashMap<>();

    /** @param discard receives what is not needed */
    LateResults(Consumer<Sha256> discard) {
        this.discard = discard;
    }

    /** A worker's result counts. */
    void counts(String worker, List<Sha256> artifacts) {
        counted.addAll(artifacts);
        Set<Sha256> waiting = late.get(worker);
        if (waiting != null) {
            artifacts.forEach(waiting::remove);
        }
        Iterator<Sha256> oldest = counted.iterator();
        while (counted.size() > REMEMBERED) {
            oldest.next();
            oldest.remove();
        }
    }

    /** A worker's result counted when it came, and was given up since. */
    void countsNoMore(String worker, boolean own, List<Sha256> artifacts) {
        artifacts.forEach(counted::remove);
        came(worker, own, artifacts);
    }

    /**
     * A worker's result does not count.
     *
     * @param own whether no other result of this worker can have these artifacts
     */
    void came(String worker, boolean own, List<Sha256> artifacts) {
        if (own) {
            artifacts.forEach(discard);
        } else {
            artifacts.stream()
                    .filter(artifact -> !counted.contains(artifact))
                    .forEach(artifact -> late.computeIfAbsent(worker, id -> new LinkedHashSet<>())
                            .add(artifact));
        }
    }

    /** A worker has nothing in its hands, or is gone. */
    void idle(String worker) {
        Set<Sha256> all = late.remove(worker);
        if (all != null) {
            all.forEach(discard);
        }
    }
}
