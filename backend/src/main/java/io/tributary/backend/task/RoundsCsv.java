package io.tributary.backend.task;

import io.tributary.orchestrator.round.RoundReport;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rounds as comma-separated values (RFC 4180), with the field names of the JSON as header. */
final class RoundsCsv {
    private static final String HEADER = "round,accuracy,loss,trainLoss,seconds,bytesUp,bytesDown,cpuSeconds,"
            + "selected,completed,late,rejected,lost,epsilon,simulatedSeconds,staleness,modelSha256,committedAt,note\r\n";

    private RoundsCsv() {}

    static String of(List<RoundReport> rounds) {
        return rounds.stream().map(RoundsCsv::line).collect(Collectors.joining("", HEADER, ""));
    }

    private static String line(RoundReport round) {
        return Stream.of(
                        round.round(),
                        round.accuracy(),
                        round.loss(),
                        round.trainLoss(),
                        round.seconds(),
                        round.bytesUp(),
                        round.bytesDown(),
                        round.cpuSeconds(),
                        round.selected(),
                        round.completed(),
                        round.late(),
                        round.rejected(),
                        round.lost(),
                        round.epsilon(),
                        round.simulatedSeconds(),
                        round.staleness(),
                        round.modelSha256(),
                        round.committedAt(),
                        quoted(round.note()))
                .map(value -> Objects.toString(value, ""))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "" : '"' + text.replace("\"", "\"\"") + '"';
    }
}
