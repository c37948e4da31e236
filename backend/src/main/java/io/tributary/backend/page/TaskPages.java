package io.tributary.backend.page;

import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.backend.schema.SpecService;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.task.TaskSpec;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of one task: a new one, a live one. */
@Controller
class TaskPages {
    private final History history;
    private final SpecService specs;
    private final SlotPool pool;
    private final Clock clock;

    TaskPages(History history, SpecService specs, SlotPool pool, Clock clock) {
        this.history = history;
        this.specs = specs;
        this.pool = pool;
        this.clock = clock;
    }

    @GetMapping("/tasks/new")
    String form(@RequestParam(required = false) @Nullable String from, Model model) {
        TaskSummary origin = from == null ? null : history.task(from);
        TaskSpec start = origin == null ? TaskSpec.defaults() : origin.task().spec();
        model.addAttribute("origin", origin == null ? null : origin.task().name());
        model.addAttribute("sections", new TaskForm(specs.schema(), specs.registries()).sections(start));
        return "task/new";
    }

    @GetMapping("/tasks/{id}")
    String live(@PathVariable String id, Model model) {
        TaskSummary task = history.task(id);
        List<String> labels = pool.dataset(task.task().spec().dataset())
                .map(DatasetInfo::labels)
                .orElse(List.of());
        model.addAttribute(
                "task",
                LiveTask.of(card(task), task, history.rounds(id, Math.max(0, task.round() - LiveTask.ROWS)), labels));
        return "task/live";
    }

    private TaskCard card(TaskSummary task) {
        String dataset = task.task().spec().dataset();
        return TaskCard.of(task, pool.dataset(dataset).map(DatasetInfo::title).orElse(dataset), clock.instant());
    }
}
