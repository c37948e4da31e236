package io.tributary.backend.page;

import io.tributary.orchestrator.round.RoundReport;
import org.jspecify.annotations.Nullable;

/** A line of the round table; its twin in the browser is {@code task/rounds.js}. */
record RoundRow(
        int round,
        String accuracy,
        String loss,
        String trainLoss,
        String seconds,
        String simulatedSeconds,
        String staleness,
        String cpuSeconds,
        String bytesUp,
        String bytesDown,
        int selected,
        int completed,
        int late,
        int rejected,
        int lost,
        @Nullable String note) {

    static RoundRow of(RoundReport report) {
        return new RoundRow(
                report.round(),
                Figures.percent(report.accuracy()),
                Figures.number(report.loss()),
                Figures.number(report.trainLoss()),
                Figures.duration(report.seconds()),
                report.simulatedSeconds() == null ? Figures.NONE : Figures.duration(report.simulatedSeconds()),
                Figures.number(report.staleness()),
                Figures.duration(report.cpuSeconds()),
                Figures.bytes(report.bytesUp()),
                Figures.bytes(report.bytesDown()),
                report.selected(),
                report.completed(),
                report.late(),
                report.rejected(),
                report.lost(),
                report.note());
    }
}
