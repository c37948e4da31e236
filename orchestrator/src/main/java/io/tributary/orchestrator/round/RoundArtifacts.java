package io.tributary.orchestrator.round;

import io.tributary.orchestrator.journal.Journal;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The artifacts that a round makes and those it puts out of use. On close, committed or not, whatever the journal does not
 * need is removed.
 */
final class RoundArtifacts implements Closeable {
    private final ArtifactStore store;
    private final Journal journal;
    private final List<Sha256> made = new ArrayList<>();
    private final List<Sha256> replaced = new ArrayList<>();

    RoundArtifacts(ArtifactStore store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    /** Takes over an artifact that was put, and pinned, for this round. */
    Sha256 made(Sha256 artifact) {
        made.add(artifact);
        return artifact;
    }

    /** Names artifacts that nobody may need after this round. */
    void replaced(Collection<Sha256> artifacts) {
        replaced.addAll(artifacts);
    }

    @Override
    public void close() throws IOException {
        made.forEach(store::release);
        Set<Sha256> all = new HashSet<>(made);
        all.addAll(replaced);
        for (Sha256 artifact : journal.unneeded(all)) {
            store.delete(artifact);
        }
    }
}
