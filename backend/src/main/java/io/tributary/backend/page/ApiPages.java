package io.tributary.backend.page;

import io.tributary.backend.journal.History;
import io.tributary.orchestrator.task.TaskState;
import java.net.URI;
import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that shows how to do over REST what the other pages do. */
@Controller
class ApiPages {
    private final History history;

    ApiPages(History history) {
        this.history = history;
    }

    @GetMapping("/api")
    String guide(ServerHttpRequest request, @Nullable Principal user, Model model) {
        URI address = request.getURI();
        String origin = address.getScheme() + "://" + address.getRawAuthority();
        // One that has ended has rounds and a model, so every line can be run as it stands.
        String task = history.unfinishedFirst(EnumSet.of(TaskState.COMPLETED), "", 0, 1).stream()
                .findFirst()
                .map(newest -> newest.task().id())
                .orElse(null);
        model.addAttribute("origin", origin);
        model.addAttribute("example", task != null);
        model.addAttribute("calls", calls(new Curl(origin, user), task == null ? "TASK_ID" : task));
        return "api/guide";
    }

    private static List<Call> calls(Curl curl, String task) {
        String json = "-H 'Content-Type: application/json' -d ";
        String spec = "'{\"model\": {\"preset\": \"logistic\"}, \"training\": {\"rounds\": 5}}'";
        return List.of(
                new Call(
                        "dry-run",
                        "See what a task would cost",
                        "Completes the spec with its defaults and foretells bytes, CPU seconds and seconds. Starts nothing.",
                        curl.line("-X POST ", "/api/v1/tasks?dryRun=true", " " + json + spec)),
                new Call(
                        "create",
                        "Create a task",
                        "Starts it at once and answers with its id. Every field is optional: {} is the default task.",
                        curl.line("-X POST ", "/api/v1/tasks", " " + json + spec)),
                new Call(
                        "list",
                        "List tasks",
                        "Newest first; narrowed by state and by part of the name.",
                        curl.line("", "/api/v1/tasks?state=RUNNING,COMPLETED&size=10", "")),
                new Call(
                        "events",
                        "Watch a task",
                        "Its events as server-sent events: the history first, then each as it happens. Ctrl+C ends it.",
                        curl.line("-N -H 'Accept: text/event-stream' ", "/api/v1/tasks/" + task + "/events", "")),
                new Call(
                        "rounds",
                        "Take its figures to a spreadsheet",
                        "One line a round, as CSV; without the header the same as JSON.",
                        curl.line("-H 'Accept: text/csv' -o rounds.csv ", "/api/v1/tasks/" + task + "/rounds", "")),
                new Call(
                        "model",
                        "Download its model",
                        "A zip with the weights and a model.py that loads them with plain PyTorch; also as safetensors or json.",
                        curl.line("-OJ ", "/api/v1/tasks/" + task + "/model?format=pytorch", "")),
                new Call(
                        "search",
                        "Search for a better model",
                        "Tries settings around a task within a budget, and checks the best on new seeds. Its trials are at /trials of its address.",
                        curl.line(
                                "-X POST ",
                                "/api/v1/studies",
                                " " + json
                                        + "'{\"task\": {\"model\": {\"preset\": \"mlp\"}}, \"budget\": {\"trials\": 16}}'")),
                new Call(
                        "pause",
                        "Pause a task",
                        "Or resume, or cancel, as the last word.",
                        curl.line("-X POST ", "/api/v1/tasks/" + task + "/pause", "")));
    }

    /**
     * One call that can be copied.
     *
     * @param id for the element
     * @param title what it does
     * @param text more about it
     * @param line for a shell
     */
    record Call(String id, String title, String text, String line) {}

    /** Writes lines for curl, with the name of whoever is logged in; curl asks for the password. */
    private record Curl(String origin, @Nullable Principal user) {
        String line(String before, String path, String after) {
            String login = user == null ? "" : "-u " + user.getName() + " ";
            return "curl " + login + before + "'" + origin + path + "'" + after;
        }
    }
}
