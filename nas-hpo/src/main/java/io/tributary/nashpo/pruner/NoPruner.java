package io.tributary.nashpo.pruner;

import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Trial;

/** Every trial does all its rounds. */
public final class NoPruner implements Pruner {
    @Override
    public boolean prunes(Trial trial, History history) {
        return false;
    }
}
