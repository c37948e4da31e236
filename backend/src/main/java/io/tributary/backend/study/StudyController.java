package io.tributary.backend.study;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.task.StateNames;
import io.tributary.nashpo.study.StudySpec;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
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
import tools.jackson.databind.JsonNode;

/** Studies over REST: their life. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Studies", description = "Search for better settings and networks by running many tasks")
class StudyController {
    private static final int LARGEST_PAGE = 500;

    private final StudyService service;
    private final StudyRunner runner;
    private final StudySpecs specs;
    private final StudyReader reader;

    StudyController(StudyService service, StudyRunner runner, StudySpecs specs, StudyReader reader) {
        this.service = service;
        this.runner = runner;
        this.specs = specs;
        this.reader = reader;
    }

    @PostMapping(path = "/studies", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Create and start a study; with dryRun=true only complete the spec and estimate its cost",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "A study spec as at /api/v1/study-schema; every field is optional",
                            content =
                                    @Content(
                                            schema = @Schema(implementation = StudySpec.class),
                                            examples = @ExampleObject("{\"budget\": {\"trials\": 16}}"))))
    ResponseEntity<?> create(
            @RequestBody(required = false) @Nullable String spec,
            @RequestParam(defaultValue = "false") boolean dryRun) {
        String json = spec == null ? "" : spec;
        if (dryRun) {
            StudyService.Prepared prepared = service.prepare(json);
            return ResponseEntity.ok(new DryRun(prepared.spec(), prepared.estimate()));
        }
        String id = service.create(json);
        return ResponseEntity.created(URI.create("/api/v1/studies/" + id)).body(reader.study(id));
    }

    record DryRun(StudySpec spec, StudyEstimate estimate) {}

    @GetMapping("/study-schema")
    @Operation(summary = "The JSON Schema of a study spec")
    JsonNode schema() {
        return specs.schema();
    }

    @GetMapping("/studies")
    @Operation(summary = "Studies, newest first: those in one of the states")
    StudyPage list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        if (page < 0 || size < 1 || size > LARGEST_PAGE) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER,
                    "page is " + page + " and size is " + size + "; page starts at 0, size is 1 to " + LARGEST_PAGE
                            + ".");
        }
        Page<StudyView> found = reader.studies(StateNames.of(StudyState.class, state), page, size);
        return new StudyPage(found.getContent(), page, size, found.getTotalElements());
    }

    record StudyPage(List<StudyView> content, int page, int size, long total) {}

    @GetMapping("/studies/{id}")
    @Operation(summary = "One study, with its best trial, its front and its check")
    StudyView get(@PathVariable String id) {
        return reader.study(id);
    }

    @PostMapping("/studies/{id}/pause")
    @Operation(summary = "Begin no new trial and pause the tasks of those that run")
    StudyView pause(@PathVariable String id) {
        runner.pause(id);
        return get(id);
    }

    @PostMapping("/studies/{id}/resume")
    @Operation(summary = "Go on where it was paused")
    StudyView resume(@PathVariable String id) {
        runner.resume(id);
        return get(id);
    }

    @PostMapping("/studies/{id}/cancel")
    @Operation(summary = "End the study for good; what its trials have reached stays")
    StudyView cancel(@PathVariable String id) {
        runner.cancel(id);
        return get(id);
    }

    @DeleteMapping("/studies/{id}")
    @Operation(summary = "Remove an ended study with its trials, their tasks and models")
    ResponseEntity<Void> delete(@PathVariable String id) throws IOException {
        runner.delete(id);
        return ResponseEntity.noContent().build();
    }
}
