package io.tributary.backend.page;

import io.tributary.backend.journal.History;
import io.tributary.backend.login.LoginRule;
import io.tributary.backend.token.WorkerTokens;
import io.tributary.backend.token.WorkerTokens.WorkerToken;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.dispatch.WorkerStatus;
import io.tributary.protocol.error.TributaryException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of workers: the one inside the server, then every site that has a token, connected or not. */
@Controller
class WorkerPages {
    private final SlotPool pool;
    private final WorkerTokens tokens;
    private final History history;
    private final LoginRule rule;
    private final Clock clock;

    WorkerPages(SlotPool pool, WorkerTokens tokens, History history, LoginRule rule, Clock clock) {
        this.pool = pool;
        this.tokens = tokens;
        this.history = history;
        this.rule = rule;
        this.clock = clock;
    }

    @GetMapping("/workers")
    String list(Model model) {
        Instant now = clock.instant();
        Map<String, WorkerStatus> connected = new LinkedHashMap<>();
        pool.workers().forEach(status -> connected.put(status.id(), status));
        List<WorkerToken> sites = tokens.list();
        List<WorkerRow> rows = new ArrayList<>();
        for (WorkerToken site : sites) {
            WorkerStatus status = connected.remove(site.id());
            rows.add(
                    status == null
                            ? WorkerRow.absent(site, now)
                            : WorkerRow.present(status, slots(status), site.lastUsedAt(), now)
                                    .withToken());
        }
        // What has no token is inside the server.
        List<WorkerRow> inside = connected.values().stream()
                .map(status -> WorkerRow.present(status, slots(status), null, now))
                .toList();
        rows.addAll(0, inside);
        model.addAttribute("workers", rows);
        model.addAttribute("sites", sites.size());
        // Without a login it listens on this machine only.
        model.addAttribute("loopback", !rule.required());
        return "worker/list";
    }

    private List<Slot> slots(WorkerStatus status) {
        List<Slot> slots = new ArrayList<>();
        for (WorkerStatus.Running running : status.running()) {
            slots.add(Slot.of(running, taskName(running.task())));
        }
        while (slots.size() < status.hello().slots()) {
            slots.add(Slot.FREE);
        }
        return slots;
    }

    /** The task may have been deleted since. */
    private String taskName(String id) {
        try {
            return history.task(id).task().name();
        } catch (TributaryException e) {
            return id;
        }
    }
}
