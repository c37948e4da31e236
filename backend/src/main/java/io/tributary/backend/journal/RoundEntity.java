package io.tributary.backend.journal;

import io.tributary.orchestrator.round.Cpu;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.round.RoundReport;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;

/** The row of a committed round. */
@Entity
@Table(name = "round")
@NullUnmarked
class RoundEntity {
    @EmbeddedId
    private InTask key;

    private Double accuracy;
    private Double loss;
    private Double trainLoss;
    private double seconds;
    private long bytesUp;
    private long bytesDown;
    private double cpuSeconds;
    private double cpuTrain;
    private double cpuEncode;
    private double cpuDecode;
    private double cpuAggregate;
    private double cpuEvaluate;
    private double cpuCoordinate;
    private int selected;
    private int completed;
    private int late;
    private int rejected;
    private int lost;
    private Double simulatedSeconds;
    private Double staleness;
    private String note;
    private String model;
    private String confusion;
    private Instant committedAt;

    protected RoundEntity() {}

    RoundEntity(String task, RoundCommit commit) {
        RoundReport report = commit.report();
        key = new InTask(task, report.round());
        accuracy = report.accuracy();
        loss = report.loss();
        trainLoss = report.trainLoss();
        seconds = report.seconds();
        bytesUp = report.bytesUp();
        bytesDown = report.bytesDown();
        cpuSeconds = report.cpuSeconds();
        cpuTrain = report.cpu().train();
        cpuEncode = report.cpu().encode();
        cpuDecode = report.cpu().decode();
        cpuAggregate = report.cpu().aggregate();
        cpuEvaluate = report.cpu().evaluate();
        cpuCoordinate = report.cpu().coordinate();
        selected = report.selected();
        completed = report.completed();
        late = report.late();
        rejected = report.rejected();
        lost = report.lost();
        simulatedSeconds = report.simulatedSeconds();
        staleness = report.staleness();
        note = report.note();
        model = commit.model().hex();
        confusion = commit.confusion() == null ? null : JournalJson.write(commit.confusion());
        committedAt = report.committedAt();
    }

    /** Without epsilon, which follows from the rounds before and is no column. */
    RoundReport report() {
        return new RoundReport(
                (int) key.number(),
                accuracy,
                loss,
                trainLoss,
                seconds,
                bytesUp,
                bytesDown,
                cpuSeconds,
                new Cpu(cpuTrain, cpuEncode, cpuDecode, cpuAggregate, cpuEvaluate, cpuCoordinate),
                selected,
                completed,
                late,
                rejected,
                lost,
                null,
                simulatedSeconds,
                staleness,
                note,
                model,
                committedAt);
    }

    String model() {
        return model;
    }

    boolean evaluated() {
        return confusion != null;
    }

    Confusion confusionMatrix() {
        Long[][] rows = JournalJson.read(confusion, Long[][].class);
        return new Confusion(
                (int) key.number(), Arrays.stream(rows).map(Arrays::asList).toList());
    }
}
