package io.tributary.backend.plan;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.task.TaskService;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans over REST. */
@RestController
@RequestMapping("/api/v1/plans")
@Tag(name = "Plans", description = "Cheaper specs for the same result")
class PlanController {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final double POINT = 0.01;
    private static final double MOST = 0.5;

    private final Planner planner;
    private final TaskService tasks;

    PlanController(Planner planner, TaskService tasks) {
        this.planner = planner;
        this.tasks = tasks;
    }

    /**
     * @param goal what to save; traffic if left out
     * @param tolerance accuracy that may be lost, as a share; one point if left out
     * @param spec as for a task; the default task if left out
     */
    record PlanRequest(
            @Nullable Goal goal,
            @Nullable Double tolerance,
            @Nullable JsonNode spec) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The cheapest way to the same accuracy: goal is traffic, cpu or time. Starts nothing")
    Plan plan(@RequestBody String body) {
        Wish wish = wish(body);
        return planner.plan(wish.spec(), wish.goal(), wish.tolerance());
    }

    @PostMapping(path = "/probes", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Start the probe that the plan for this request offers, two short tasks, and answer the plan with"
                    + " their ids; where none is offered, start nothing. Ask for the plan again when they have ended")
    Plan probe(@RequestBody String body) {
        Wish wish = wish(body);
        return planner.probe(wish.spec(), wish.goal(), wish.tolerance());
    }

    /** A request with all that was left out. */
    private record Wish(TaskSpec spec, Goal goal, double tolerance) {}

    private Wish wish(String body) {
        PlanRequest request = read(body);
        double tolerance = request.tolerance() == null ? POINT : request.tolerance();
        if (!(tolerance >= 0 && tolerance <= MOST)) {
            throw TributaryException.ofField(
                    ErrorCode.INVALID_PARAMETER,
                    "tolerance",
                    "tolerance is " + tolerance + "; it is a share of the test examples from 0 to " + MOST
                            + ", such as 0.01 for one point.");
        }
        JsonNode spec = request.spec();
        return new Wish(
                tasks.complete(spec == null ? "{}" : spec.toString()),
                request.goal() == null ? Goal.TRAFFIC : request.goal(),
                tolerance);
    }

    private static PlanRequest read(String body) {
        try {
            PlanRequest request = JSON.readValue(body, PlanRequest.class);
            return request == null ? new PlanRequest(null, null, null) : request;
        } catch (JacksonException e) {
            throw new TributaryException(
                    ErrorCode.MALFORMED_JSON,
                    "This is no plan request: " + e.getOriginalMessage()
                            + " Send {\"goal\": \"traffic|cpu|time\", \"tolerance\": 0.01, \"spec\": {...}}.",
                    e);
        }
    }
}
