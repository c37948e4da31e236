package io.tributary.backend.task;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.journal.ClientSummary;
import io.tributary.backend.journal.Confusion;
import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.Orchestrator;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tasks over REST. */
@RestController
@RequestMapping("/api/v1/tasks")
@Tag(name = "Tasks", description = "Create, watch, pause, resume, cancel and delete federated runs")
class TaskController {
    private static final int LARGEST_PAGE = 500;

    private final TaskService tasks;
    private final Estimator estimator;
    private final Orchestrator orchestrator;
    private final History history;
    private final TrialOwner trials;

    TaskController(
            TaskService tasks, Estimator estimator, Orchestrator orchestrator, History history, TrialOwner trials) {
        this.tasks = tasks;
        this.estimator = estimator;
        this.orchestrator = orchestrator;
        this.history = history;
        this.trials = trials;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Create and start a task; with dryRun=true only complete the spec and estimate its cost",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "A task spec as at /api/v1/task-schema; every field is optional",
                            content =
                                    @Content(
                                            schema = @Schema(implementation = TaskSpec.class),
                                            examples = @ExampleObject("{\"training\": {\"rounds\": 5}}"))))
    ResponseEntity<?> create(
            @RequestBody(required = false) @Nullable String spec,
            @RequestParam(defaultValue = "false") boolean dryRun) {
        String json = spec == null ? "" : spec;
        if (dryRun) {
            TaskSpec complete = tasks.complete(json);
            return ResponseEntity.ok(new DryRun(complete, estimator.estimate(complete)));
        }
        String id = tasks.create(json);
        return ResponseEntity.created(URI.create("/api/v1/tasks/" + id)).body(TaskView.of(history.task(id)));
    }

    record DryRun(TaskSpec spec, Estimate estimate) {}

    @GetMapping
    @Operation(summary = "Tasks, newest first: those in one of the states, with that in their name")
    TaskPage list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        if (page < 0 || size < 1 || size > LARGEST_PAGE) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER,
                    "page is " + page + " and size is " + size + "; page starts at 0, size is 1 to " + LARGEST_PAGE
                            + ".");
        }
        Page<TaskSummary> found = history.tasks(StateNames.of(TaskState.class, state), name, page, size);
        return new TaskPage(found.map(TaskView::of).getContent(), page, size, found.getTotalElements());
    }

    record TaskPage(List<TaskView> content, int page, int size, long total) {}

    @GetMapping("/{id}")
    @Operation(summary = "One task")
    TaskView get(@PathVariable String id) {
        return TaskView.of(history.task(id));
    }

    @GetMapping(path = "/{id}/rounds", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Its committed rounds; after=N leaves out the first N")
    List<RoundReport> rounds(@PathVariable String id, @RequestParam(defaultValue = "0") int after) {
        return history.rounds(id, after);
    }

    @GetMapping(
            path = {"/{id}/rounds", "/{id}/rounds.csv"},
            produces = "text/csv")
    @Operation(summary = "Its committed rounds as comma-separated values")
    ResponseEntity<String> roundsAsCsv(@PathVariable String id, @RequestParam(defaultValue = "0") int after) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"rounds-"
                                + history.task(id).task().id() + ".csv\"")
                .body(RoundsCsv.of(history.rounds(id, after)));
    }

    @GetMapping("/{id}/rounds/{round}/clients")
    @Operation(summary = "How each selected client fared in a committed round")
    List<ClientReport> roundClients(@PathVariable String id, @PathVariable int round) {
        return history.clients(id, round);
    }

    @GetMapping("/{id}/confusion")
    @Operation(summary = "What the model took the held-out examples for, after the last evaluated round or round=N")
    Confusion confusion(@PathVariable String id, @RequestParam(required = false) @Nullable Integer round) {
        return history.confusion(id, round);
    }

    @GetMapping("/{id}/clients")
    @Operation(summary = "Its clients: what each holds and how it has fared")
    List<ClientSummary> clients(@PathVariable String id) {
        return history.clients(id);
    }

    @PostMapping("/{id}/pause")
    @Operation(summary = "Stop after the last committed round; the round in progress is dropped")
    TaskView pause(@PathVariable String id) {
        orchestrator.pause(id);
        return get(id);
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Go on from the last committed round")
    TaskView resume(@PathVariable String id) {
        Task.Trial trial = history.task(id).task().trial();
        if (trial != null) {
            trials.checkResume(trial);
        }
        orchestrator.resume(id);
        return get(id);
    }

    @PostMapping("/{id}/cancel")
    @Operation(summary = "End the task for good; its committed rounds and models stay")
    TaskView cancel(@PathVariable String id) {
        orchestrator.cancel(id);
        return get(id);
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Remove an ended task with its rounds and models")
    ResponseEntity<Void> delete(@PathVariable String id) throws IOException {
        orchestrator.delete(id);
        return ResponseEntity.noContent().build();
    }
}
