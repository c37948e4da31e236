package io.tributary.backend.worker;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.dispatch.WorkerStatus;
import io.tributary.protocol.data.Column;
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

    /**
     * A worker.
     *
     * @param datasets ids of what it holds
     * @param holdings the same, each with its size
     * @param away whether its link is broken and it is expected back
     */
    record WorkerView(
            String id,
            String name,
            String device,
            String engine,
            int slots,
            List<String> datasets,
            List<Holding> holdings,
            Instant connectedAt,
            boolean away,
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
                    status.hello().datasets().stream().map(Holding::of).toList(),
                    status.connectedAt(),
                    status.away(),
                    status.draining(),
                    status.running(),
                    status.completed(),
                    status.failed());
        }
    }

    /**
     * How much of a data set a worker holds.
     *
     * @param columns names of a table's columns, without the one that is predicted; empty for images
     */
    record Holding(String dataset, String title, long trainExamples, long testExamples, List<String> columns) {
        static Holding of(DatasetInfo info) {
            return new Holding(
                    info.id(),
                    info.title(),
                    info.trainExamples(),
                    info.testExamples(),
                    info.columns().stream().map(Column::name).toList());
        }
    }
}
