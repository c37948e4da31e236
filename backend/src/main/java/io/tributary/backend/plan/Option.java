package io.tributary.backend.plan;

import io.tributary.protocol.task.TaskSpec;
import java.util.Map;
import java.util.function.Function;

/**
 * One way to set one dimension of the lattice.
 *
 * @param id its name, under which its effect is kept; the option that changes nothing has none to keep
 * @param reason what it does, for people
 * @param steady whether it needs its clients in every round: what it still owes them goes stale otherwise
 * @param changes the fields that it sets in a given spec, by path; empty where it does not apply
 */
record Option(String id, String reason, boolean steady, Function<TaskSpec, Map<String, Object>> changes) {
    static final String KEEP = "keep";

    static Option keep() {
        return new Option(KEEP, "", false, spec -> Map.of());
    }
}
