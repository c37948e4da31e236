package io.tributary.orchestrator.journal;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes artifacts of results that do not count, unless the journal needs them for something else. What cannot be removed now, as
 * while the database is away, is left to the next collection of garbage.
 */
public final class Leftovers implements Consumer<Sha256> {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final ArtifactStore artifacts;
    private final Journal journal;

    public Leftovers(ArtifactStore artifacts, Journal journal) {
        this.artifacts = artifacts;
        this.journal = journal;
    }

    @Override
    public void accept(Sha256 late) {
        artifacts.release(late);
        try {
            for (Sha256 unneeded : journal.unneeded(Set.of(late))) {
                artifacts.delete(unneeded);
            }
        } catch (TributaryException e) {
            if (e.code() != ErrorCode.DATABASE_UNAVAILABLE) {
                throw e;
            }
            LOG.info("What came too late is collected when the database is back");
        } catch (IOException e) {
            LOG.warn("What came too late cannot be removed now; it is collected later", e);
        }
    }
}
