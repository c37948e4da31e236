package io.tributary.backend.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.backend.journal.Committed;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.dispatch.WorkerStatus;
import io.tributary.orchestrator.round.RoundReport;
import java.time.Duration;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts what rounds report: rounds, clients by how they ended, bytes both ways, CPU seconds; and slots in use. */
@Component
class TaskMetrics {
    private final MeterRegistry registry;
    private final Timer rounds;
    private final Counter bytesUp;
    private final Counter bytesDown;

    TaskMetrics(MeterRegistry registry, SlotPool pool) {
        this.registry = registry;
        this.rounds =
                Timer.builder("tributary.round").description("Committed rounds").register(registry);
        this.bytesUp = bytes(registry, "up");
        this.bytesDown = bytes(registry, "down");
        Gauge.builder("tributary.slots", pool, TaskMetrics::slots)
                .description("Slots of the connected workers")
                .register(registry);
        Gauge.builder("tributary.slots.busy", pool, TaskMetrics::busySlots)
                .description("Slots that have an assignment")
                .register(registry);
    }

    @EventListener
    void count(Committed committed) {
        RoundReport report = committed.report();
        rounds.record(Duration.ofNanos((long) (report.seconds() * 1e9)));
        bytesUp.increment((double) report.bytesUp());
        bytesDown.increment((double) report.bytesDown());
        cpu("train", report.cpu().train());
        cpu("encode", report.cpu().encode());
        cpu("decode", report.cpu().decode());
        cpu("aggregate", report.cpu().aggregate());
        cpu("evaluate", report.cpu().evaluate());
        cpu("coordinate", report.cpu().coordinate());
        clients("completed", report.completed());
        clients("late", report.late());
        clients("rejected", report.rejected());
        clients("lost", report.lost());
    }

    private void cpu(String stage, double seconds) {
        Counter.builder("tributary.cpu")
                .baseUnit("seconds")
                .tag("stage", stage)
                .description("CPU time by what it was spent on")
                .register(registry)
                .increment(Math.max(seconds, 0));
    }

    private void clients(String state, int count) {
        Counter.builder("tributary.clients")
                .tag("state", state)
                .description("Selected clients by how they ended")
                .register(registry)
                .increment(count);
    }

    private static Counter bytes(MeterRegistry registry, String direction) {
        return Counter.builder("tributary.traffic")
                .baseUnit("bytes")
                .tag("direction", direction)
                .description("Frames between server and clients")
                .register(registry);
    }

    private static int slots(SlotPool pool) {
        return pool.workers().stream().mapToInt(each -> each.hello().slots()).sum();
    }

    private static int busySlots(SlotPool pool) {
        return pool.workers().stream()
                .map(WorkerStatus::running)
                .mapToInt(List::size)
                .sum();
    }
}
