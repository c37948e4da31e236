package io.tributary.nashpo.pruner;

import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Trial;
import java.util.List;

/** Decides after each report of a running trial. The same history gives the same answer. */
public interface Pruner {
    /**
     * Whether the trial should stop here.
     *
     * @param trial running, its last report is the one to decide on
     * @param history of the same study; what it holds of the trial itself is not looked at
     */
    boolean prunes(Trial trial, History history);

    /** Whether what it stops may go on later. */
    default boolean holds() {
        return false;
    }

    /**
     * Those of the trials that wait which should go on after all, the first first.
     *
     * @param last whether no other trial can begin: then somebody has to reach the end
     */
    default List<Trial> promotable(History history, boolean last) {
        return List.of();
    }
}
