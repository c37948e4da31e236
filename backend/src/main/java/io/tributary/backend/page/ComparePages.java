package io.tributary.backend.page;

import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.orchestrator.task.TaskState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Map<String, TaskSummary> found = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        List<String> wanted = tasks.stream()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        for (String id : wanted.subList(0, Math.min(wanted.size(), MOST))) {
            history.find(id).ifPresentOrElse(task -> found.put(id, task), () -> unknown.add(shorten(id)));
        }
        List<String> ids = List.copyOf(found.keySet());
        model.addAttribute("most", MOST);
        model.addAttribute("unknown", unknown);
        model.addAttribute("dropped", Math.max(0, wanted.size() - MOST));
        model.addAttribute("find", find);
        model.addAttribute(
                "compared",
                found.values().stream()
                        .map(task -> Choice.of(
                                task,
                                ids.stream()
                                        .filter(id -> !id.equals(task.task().id()))
                                        .toList()))
                        .toList());
        model.addAttribute("candidates", ids.size() == MOST ? List.of() : candidates(find, ids));
        return "task/compare";
    }

    /** The newest that are not there yet. */
    private List<Choice> candidates(String find, List<String> ids) {
        return history.tasks(EnumSet.allOf(TaskState.class), find.strip(), 0, CANDIDATES + ids.size()).stream()
                .filter(task -> !ids.contains(task.task().id()))
                .limit(CANDIDATES)
                .map(task -> {
                    List<String> more = new ArrayList<>(ids);
                    more.add(task.task().id());
                    return Choice.of(task, more);
                })
                .toList();
    }

    private static String shorten(String id) {
        return id.length() <= 40 ? id : id.substring(0, 37) + "...";
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
