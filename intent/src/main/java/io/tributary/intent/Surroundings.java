package io.tributary.intent;

import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What an interpreter may ask the server while it reads one prompt. */
public interface Surroundings {
    /** The names that may stand in a spec now. */
    Registries registries();

    /**
     * The complete spec that a document stands for.
     *
     * @throws io.tributary.protocol.error.TributaryException with the fields to blame
     */
    TaskSpec check(JsonNode document);

    /**
     * A cheaper way to the same accuracy.
     *
     * @param goal traffic, cpu or time
     * @return what to change, none where nothing cheaper is known
     */
    List<Change> plan(String goal, TaskSpec spec);

    /**
     * One change of a plan.
     *
     * @param field its path
     * @param value the new one
     * @param reason why, for people
     */
    record Change(String field, JsonNode value, String reason) {}
}
