package io.tributary.backend.page;

import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.backend.page.Presets.Preset;
import io.tributary.backend.schema.SpecService;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.task.TaskSpec;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** The pages of one task: a new one, a live one. */
@Controller
class TaskPages {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** How many tasks are offered to copy from. */
    private static final int EARLIER = 20;

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

    /** A new task: with the defaults, from a preset, or as a copy of an earlier one, which may go on from its model. */
    @GetMapping("/tasks/new")
    String form(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String preset,
            @RequestParam(defaultValue = "false") boolean warm,
            Model model) {
        TaskSummary origin = from == null || from.isEmpty() ? null : history.task(from);
        String chosen =
                preset == null ? "{}" : Presets.find(preset).map(Preset::spec).orElse("{}");
        model.addAttribute("origin", origin == null ? null : origin.task().name());
        model.addAttribute("presets", Presets.all());
        model.addAttribute(
                "earlier",
                history.ownTasks(EnumSet.allOf(TaskState.class), "", 0, EARLIER).map(this::card));
        model.addAttribute(
                "sections",
                new TaskForm(specs.schema(), specs.registries())
                        .sections(origin == null ? JSON.readValue(chosen, TaskSpec.class) : copy(origin.task(), warm)));
        return "task/new";
    }

    /** The same task again, from the weights that it began with or, warm, from the model it has come to. */
    private static TaskSpec copy(Task task, boolean warm) {
        return warm ? task.spec().withStart(new TaskSpec.Start(task.id(), null, false, null)) : task.spec();
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
