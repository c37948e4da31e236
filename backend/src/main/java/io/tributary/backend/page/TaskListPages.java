package io.tributary.backend.page;

import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.protocol.data.DatasetInfo;
import java.time.Clock;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of all tasks: what runs, and what has run. */
@Controller
class TaskListPages {
    private static final int TILES = 20;
    /** Past this many pages nobody turns by hand, and the row number must stay an int. */
    private static final int LAST_PAGE = 1_000_000;
    /** More points than this cannot be told apart in a line so small. */
    private static final int POINTS = 40;

    private final History history;
    private final SlotPool pool;
    private final Clock clock;

    TaskListPages(History history, SlotPool pool, Clock clock) {
        this.history = history;
        this.pool = pool;
        this.clock = clock;
    }

    @GetMapping("/")
    String list(
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String name,
            Model model) {
        TaskFilter filter = new TaskFilter(state, name);
        int number = Math.max(0, Math.min(page, LAST_PAGE));
        Page<TaskTile> tasks = history.unfinishedFirst(filter.states(), filter.name(), number, TILES)
                .map(this::tile);
        model.addAttribute("filter", filter);
        model.addAttribute("states", TaskFilter.options());
        model.addAttribute("tasks", tasks);
        model.addAttribute(
                "ongoing", tasks.stream().filter(tile -> !tile.card().ended()).toList());
        model.addAttribute(
                "ended", tasks.stream().filter(tile -> tile.card().ended()).toList());
        return "task/list";
    }

    private TaskTile tile(TaskSummary task) {
        String dataset = task.task().spec().dataset();
        TaskCard card =
                TaskCard.of(task, pool.dataset(dataset).map(DatasetInfo::title).orElse(dataset), clock.instant());
        return TaskTile.of(card, task, Sparkline.of(history.accuracies(task, POINTS), card.rounds()));
    }
}
