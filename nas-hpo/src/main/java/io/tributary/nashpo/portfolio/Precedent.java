package io.tributary.nashpo.portfolio;

import io.tributary.protocol.task.TaskSpec;
import java.util.List;

/**
 * An earlier study.
 *
 * @param name for people
 * @param best tasks of its best trials, the best first
 */
public record Precedent(String name, Features features, List<TaskSpec> best) {
    public Precedent {
        best = List.copyOf(best);
    }
}
