package io.tributary.backend.page;

import io.tributary.backend.journal.History;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.dispatch.WorkerStatus;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.TributaryException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of workers. */
@Controller
class WorkerPages {
    private final SlotPool pool;
    private final History history;
    private final Clock clock;

    WorkerPages(SlotPool pool, History history, Clock clock) {
        this.pool = pool;
        this.history = history;
        this.clock = clock;
    }

    @GetMapping("/workers")
    String list(Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "workers",
                pool.workers().stream().map(status -> card(status, now)).toList());
        return "worker/list";
    }

    private WorkerCard card(WorkerStatus status, Instant now) {
        List<Slot> slots = new ArrayList<>();
        for (WorkerStatus.Running running : status.running()) {
            slots.add(new Slot(
                    running.task(),
                    taskName(running.task()),
                    running.client() < 0 ? running.what() : running.what() + " client " + running.client(),
                    running.total() == 0 ? null : running.done(),
                    running.total()));
        }
        while (slots.size() < status.hello().slots()) {
            slots.add(Slot.FREE);
        }
        return new WorkerCard(
                status.id(),
                status.hello().name(),
                status.hello().device(),
                status.hello().engine(),
                status.hello().datasets().stream().map(DatasetInfo::title).toList(),
                Figures.ago(status.connectedAt(), now),
                status.draining(),
                slots,
                status.running().size(),
                Figures.count(status.completed()),
                Figures.count(status.failed()));
    }

    /** The task may have been deleted since. */
    private String taskName(String id) {
        try {
            return history.task(id).task().name();
        } catch (TributaryException e) {
            return id;
        }
    }

    record WorkerCard(
            String id,
            String name,
            String device,
            String engine,
            List<String> datasets,
            String connected,
            boolean draining,
            List<Slot> slots,
            int busy,
            String completed,
            String failed) {}

    /** @param done examples so far, null while their number is unknown */
    record Slot(
            @Nullable String task,
            @Nullable String taskName,
            @Nullable String what,
            @Nullable Long done,
            long total) {
        static final Slot FREE = new Slot(null, null, null, null, 0);
    }
}
