package io.tributary.backend.journal;

import java.util.Collection;
import java.util.List;

/** Rows of other parts of the server that name artifacts: they are kept as those of tasks are. */
public interface ArtifactRows {

    /** The artifacts that any row names, by their hashes. */
    List<String> artifacts();

    /** Those of some artifacts that a row names. */
    List<String> needed(Collection<String> names);
}
