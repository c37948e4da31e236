package io.tributary.backend.study;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Studies over REST: what was tried, and what it says. */
@RestController
@RequestMapping("/api/v1/studies/{id}")
@Tag(name = "Studies")
class TrialController {
    private final StudyReader reader;

    TrialController(StudyReader reader) {
        this.reader = reader;
    }

    @GetMapping(path = "/trials", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Its trials, in the order in which they were proposed")
    List<TrialView> trials(@PathVariable String id) {
        return reader.trials(id);
    }

    @GetMapping(
            path = {"/trials", "/trials.csv"},
            produces = "text/csv")
    @Operation(summary = "Its trials as comma-separated values")
    ResponseEntity<String> trialsAsCsv(@PathVariable String id) {
        String csv = reader.csv(id);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"trials-" + reader.study(id).id() + ".csv\"")
                .body(csv);
    }

    @GetMapping("/importances")
    @Operation(summary = "Which fields decide how good a trial is: shares that add up to 1, the greatest first")
    List<ImportanceView> importances(@PathVariable String id) {
        return reader.importances(id).entrySet().stream()
                .map(entry -> new ImportanceView(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** @param importance share, 0..1; all are 0 where nothing can be said yet */
    record ImportanceView(String field, double importance) {}
}
