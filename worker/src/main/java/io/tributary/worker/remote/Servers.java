package io.tributary.worker.remote;

import java.net.URI;
import java.util.List;

/** The servers of which one leads; the link finds out which, everything else follows it. Safe for use by many threads. */
final class Servers {
    private final List<URI> roots;
    private volatile int now;

    /** @param roots at least one, such as {@code https://hospital.example:8443} */
    Servers(List<URI> roots) {
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("A worker needs at least one server");
        }
        this.roots = List.copyOf(roots);
    }

    /** The one that the link is at, or tries. */
    URI current() {
        return roots.get(now);
    }

    /** Turns to the next one, after the last to the first. For the link only. */
    void next() {
        now = (now + 1) % roots.size();
    }
}
