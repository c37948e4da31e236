package io.tributary.backend.intent;

import io.tributary.backend.plan.Goal;
import io.tributary.backend.plan.Planner;
import io.tributary.backend.schema.SpecService;
import io.tributary.intent.Surroundings;
import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What this server knows, for those who read prompts. */
@Component
class ServerSurroundings implements Surroundings {
    /** Accuracy that a plan may lose: one point. */
    private static final double TOLERANCE = 0.01;

    private final SpecService specs;
    private final Planner planner;

    ServerSurroundings(SpecService specs, Planner planner) {
        this.specs = specs;
        this.planner = planner;
    }

    @Override
    public Registries registries() {
        return specs.registries();
    }

    @Override
    public TaskSpec check(JsonNode document) {
        return specs.read(document.toString());
    }

    @Override
    public List<Change> plan(String goal, TaskSpec spec) {
        return planner.plan(spec, Goal.valueOf(goal.toUpperCase(Locale.ROOT)), TOLERANCE).choices().stream()
                .map(choice -> new Change(choice.field(), JsonMapper.shared().readTree(choice.to()), choice.reason()))
                .toList();
    }
}
