package io.tributary.backend.study;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.journal.History;
import io.tributary.backend.task.TaskService;
import io.tributary.backend.task.TaskView;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From a trial to a task of its own. */
@RestController
@RequestMapping("/api/v1/studies/{id}/promote")
@Tag(name = "Studies")
class PromotionController {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final StudyJournal journal;
    private final TaskService tasks;
    private final History history;

    PromotionController(StudyJournal journal, TaskService tasks, History history) {
        this.journal = journal;
        this.tasks = tasks;
        this.history = history;
    }

    /**
     * @param trial its number; left out for the one that did best in the check, or else in the search
     * @param name of the task; left out to have one made up
     */
    record Promotion(@Nullable Integer trial, @Nullable String name) {}

    @PostMapping
    @Operation(summary = "Start a task with the settings of a trial: the best one unless trial says another")
    ResponseEntity<TaskView> promote(@PathVariable String id, @RequestBody(required = false) @Nullable String body) {
        StudyRecord study = journal.study(id);
        Promotion wish = read(body);
        List<Tried> trials = journal.trials(id);
        Tried chosen = chosen(study, trials, wish.trial());
        ObjectNode spec = JSON.valueToTree(chosen.spec());
        spec.put("name", wish.name());
        String task = tasks.create(spec.toString());
        return ResponseEntity.created(URI.create("/api/v1/tasks/" + task)).body(TaskView.of(history.task(task)));
    }

    private Tried chosen(StudyRecord study, List<Tried> trials, @Nullable Integer wanted) {
        if (wanted != null) {
            return trials.stream()
                    .filter(each -> each.number() == wanted)
                    .findFirst()
                    .orElseThrow(() -> new TributaryException(
                            ErrorCode.NOT_FOUND,
                            "The study has no trial " + wanted + "; it has " + trials.size() + ", from 0."));
        }
        StudyView view = StudyView.of(study, trials, journal.repeats(study.id()));
        Integer best = view.check().recommended();
        if (best == null && view.best() != null) {
            best = view.best().number();
        }
        if (best == null) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE, "No trial of the study is complete yet; wait for one, or name one.");
        }
        return trials.get(best);
    }

    private static Promotion read(@Nullable String body) {
        try {
            Promotion promotion = body == null || body.isBlank() ? null : JSON.readValue(body, Promotion.class);
            return promotion == null ? new Promotion(null, null) : promotion;
        } catch (JacksonException e) {
            throw new TributaryException(
                    ErrorCode.MALFORMED_JSON,
                    "This says no trial: " + e.getOriginalMessage()
                            + " Send {\"trial\": 3, \"name\": \"...\"}, or nothing.",
                    e);
        }
    }
}
