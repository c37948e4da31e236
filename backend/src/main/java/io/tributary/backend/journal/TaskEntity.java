package io.tributary.backend.journal;

import io.tributary.orchestrator.journal.Progress;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.HeldOut;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The row of a task. */
@Entity
@Table(name = "task")
@NullUnmarked
class TaskEntity {
    @Id
    private String id;

    private String name;

    @Enumerated(EnumType.STRING)
    private TaskState state;

    private String spec;
    private String dataShape;
    private String federation;
    private Instant createdAt;
    private Instant startedAt;
    private Instant endedAt;
    private String reason;
    private String initialModel;
    private String model;
    private int round;
    private long testExamples;
    private Double accuracy;
    private double bestAccuracy;
    private int evaluationsSinceBest;
    private int missedQuorums;
    private long bytesUp;
    private long bytesDown;
    private double cpuSeconds;
    private double seconds;
    private long events;
    private String study;
    private Integer trial;

    @Enumerated(EnumType.STRING)
    private HeldOut heldOut;

    private boolean probe;

    protected TaskEntity() {}

    TaskEntity(Task task) {
        id = task.id();
        name = task.name();
        state = task.state();
        spec = JournalJson.write(task.spec());
        dataShape = JournalJson.write(task.data());
        federation = task.federation() == null ? null : JournalJson.write(task.federation());
        createdAt = task.createdAt();
        probe = task.probe();
        // Kept from now on, also before a worker was asked for anything.
        initialModel = task.spec().start().model();
        if (task.trial() != null) {
            study = task.trial().study();
            trial = task.trial().number();
            heldOut = task.trial().heldOut();
        }
    }

    Task task() {
        return new Task(
                id,
                name,
                state,
                JournalJson.read(spec, TaskSpec.class),
                JournalJson.read(dataShape, DataShape.class),
                federation == null ? null : JournalJson.read(federation, Federation.class),
                createdAt,
                study == null ? null : new Task.Trial(study, trial, heldOut),
                probe);
    }

    Progress progress(Map<String, Sha256> memory) {
        return new Progress(
                round,
                model == null ? null : new Sha256(model),
                testExamples,
                bestAccuracy,
                evaluationsSinceBest,
                missedQuorums,
                memory);
    }

    TaskSummary summary() {
        return new TaskSummary(
                task(),
                round,
                accuracy,
                startedAt,
                endedAt,
                bytesUp,
                bytesDown,
                cpuSeconds,
                seconds,
                model,
                initialModel,
                events,
                null,
                reason);
    }

    void changeState(TaskState next, @Nullable String why, Instant at) {
        state = next;
        reason = why == null || why.length() <= 4000 ? why : why.substring(0, 4000);
        if (next == TaskState.RUNNING && startedAt == null) {
            startedAt = at;
        }
        if (next.ended()) {
            endedAt = at;
        }
    }

    void prepared(Sha256 first, long examples, @Nullable Federation found) {
        initialModel = first.hex();
        federation = found == null ? null : JournalJson.write(found);
        follow(progress(Map.of()).prepared(first, examples));
    }

    void committed(RoundReport report, Sha256 next, boolean quorumMet) {
        follow(progress(Map.of()).committed(report.round(), next, report.accuracy(), quorumMet, Map.of()));
        if (report.accuracy() != null) {
            accuracy = report.accuracy();
        }
        bytesUp += report.bytesUp();
        bytesDown += report.bytesDown();
        cpuSeconds += report.cpuSeconds();
        seconds += report.seconds();
    }

    /** The number of the next event. */
    long nextEvent() {
        return ++events;
    }

    private void follow(Progress progress) {
        round = progress.round();
        model = progress.model() == null ? null : progress.model().hex();
        testExamples = progress.testExamples();
        bestAccuracy = progress.bestAccuracy();
        evaluationsSinceBest = progress.evaluationsSinceBest();
        missedQuorums = progress.missedQuorums();
    }
}
