package io.tributary.backend.worker;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.dispatch.WorkerStatus;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Workers over REST. */
@RestController
@RequestMapping("/api/v1/workers")
@Tag(name = "Workers", description = "Who trains, and what their slots do now")
class WorkerController {
    private final SlotPool pool;

    WorkerController(SlotPool pool) {
        this.pool = pool;
    }

    @GetMapping
    @Operation(summary = "Connected workers, in the order they connected")
    List<WorkerView> list() {
        return pool.workers().stream().map(WorkerView::of).toList();
    }

    @PostMapping("/{id}/drain")
    @Operation(summary = "Let a worker finish what it has and give it nothing new")
    WorkerView drain(@PathVariable String id) {
        pool.drain(id);
        return pool.workers().stream()
                .filter(status -> status.id().equals(id))
                .findFirst()
                .map(WorkerView::of)
                .orElseThrow(() -> new TributaryException(ErrorCode.NOT_FOUND, "There is no worker " + id + "."));
    }

    record WorkerView(
            String id,
            String name,
            String device,
            String engine,
            int slots,
            List<String> datasets,
            Instant connectedAt,
            boolean draining,
            List<WorkerStatus.Running> running,
            long completed,
            long failed) {
        static WorkerView of(WorkerStatus status) {
            return new WorkerView(
                    status.id(),
                    status.hello().name(),
                    status.hello().device(),
                    status.hello().engine(),
                    status.hello().slots(),
                    status.hello().datasets().stream().map(DatasetInfo::id).toList(),
                    status.connectedAt(),
                    status.draining(),
                    status.running(),
                    status.completed(),
                    status.failed());
        }
    }
}
