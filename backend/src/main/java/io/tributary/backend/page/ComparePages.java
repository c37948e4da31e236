package io.tributary.backend.page;

import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.orchestrator.task.TaskState;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that compares tasks. The address names them, so it can be shared; figures and specs come over REST. */
@Controller
class ComparePages {
    /** More lines than this cannot be told apart; {@code task/lines.js} has a dash and a marker for each. */
    private static final int MOST = 20;

    private static final int CANDIDATES = 8;

    private final History history;

    ComparePages(History history) {
        this.history = history;
    }

    /** @param find part of the name of the tasks that are offered to be added */
    @GetMapping("/compare")
    String compare(
            @RequestParam(defaultValue = "") List<String> tasks,
            @RequestParam(defaultValue = "") String find,
            Model model) {
        Compared<TaskSummary> compared = Compared.of(tasks, MOST, history::find);
        compared.tell(model, MOST);
        model.addAttribute("find", find);
        model.addAttribute(
                "compared",
                compared.found().entrySet().stream()
                        .map(each -> Choice.of(each.getValue(), compared.without(each.getKey())))
                        .toList());
        model.addAttribute("candidates", compared.found().size() == MOST ? List.of() : candidates(find, compared));
        return "task/compare";
    }

    /** The newest that are not there yet. */
    private List<Choice> candidates(String find, Compared<TaskSummary> compared) {
        int there = compared.found().size();
        return history.tasks(EnumSet.allOf(TaskState.class), find.strip(), 0, CANDIDATES + there).stream()
                .filter(task -> !compared.found().containsKey(task.task().id()))
                .limit(CANDIDATES)
                .map(task -> Choice.of(task, compared.with(task.task().id())))
                .toList();
    }

    /**
     * A task that can be added or taken away.
     *
     * @param state in lower case
     * @param label the state for people
     * @param accuracy of the last evaluation
     * @param address the page with it added, or without it
     */
    record Choice(String id, String name, String state, String label, String accuracy, int round, String address) {
        static Choice of(TaskSummary task, List<String> ids) {
            TaskState state = task.task().state();
            return new Choice(
                    task.task().id(),
                    task.task().name(),
                    state.name().toLowerCase(Locale.ROOT),
                    TaskCard.label(state),
                    Figures.percent(task.accuracy()),
                    task.round(),
                    ids.isEmpty() ? "/compare" : "/compare?tasks=" + String.join(",", ids));
        }
    }
}
