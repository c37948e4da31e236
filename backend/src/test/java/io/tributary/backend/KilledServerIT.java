package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.faults.KillAtStage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Invariant 2: a server that is killed at any stage of a round goes on by itself and ends with the same model, residuals included.
 * Each round of one task is killed at another stage.
 */
class KilledServerIT {
    private static final String SPEC = """
            {"name": "%s", "model": {"preset": "mlp"}, "clients": {"count": 100, "fraction": 0.1}, "training": {"rounds": %d},
             "compression": {"uplink": {"scheme": "top-k", "keep": 0.1}, "downlink": {"scheme": "top-k", "keep": 0.05}}}
            """;

    /** Where a round can be killed; committed is the moment between the database's commit and the loop's knowing. */
    private enum Stage {
        SELECTING,
        DISPATCHING,
        COLLECTING,
        AGGREGATING,
        EVALUATING,
        COMMITTING,
        COMMITTED
    }

    @TempDir
    private Path folder;

    private final List<Instant> begun = new ArrayList<>();

    @Test
    void losesNoCommittedRoundAndEndsWithTheModelOfAnUndisturbedRunWhateverStageItIsKilledAt() throws IOException {
        FaultTable.skipIfThere(fault(Stage.COMMITTED));
        int kills = Stage.values().length * FaultTable.times();
        try (ServerProcess server =
                new ServerProcess(folder.resolve("data")).beside(folder.resolve("beside"), KillAtStage.class)) {
            server.with(KillAtStage.WHEN, point(1)).start();
            String task = server.submit(SPEC.formatted("disturbed", kills + 1));
            for (int round = 1; round <= kills; round++) {
                server.awaitKilled();
                begun.add(Instant.now());
                FaultTable.progress("kill -9 of the server", round, 0);
                // The next kill may come before anyone could ask it something.
                server.with(KillAtStage.WHEN, round < kills ? point(round + 1) : "")
                        .launch();
            }
            server.awaitHealthy();
            JsonNode disturbed = server.awaitCompleted(task);
            assertEachRoundOnceAndNobodyUncounted(server, task, kills + 1);
            assertThat(server.train(SPEC.formatted("undisturbed", kills + 1)))
                    .isEqualTo(disturbed.get("modelSha256").asString());
            tell(server, task);
        }
    }

    /** From the start of each process until the task began a round. */
    private void tell(ServerProcess server, String task) {
        List<Instant> rounds = server.roundStarts(task);
        Map<Stage, List<Double>> recoveries = new EnumMap<>(Stage.class);
        for (int i = 0; i < begun.size(); i++) {
            Instant from = begun.get(i);
            Instant moved = rounds.stream()
                    .filter(start -> start.isAfter(from))
                    .findFirst()
                    .orElseThrow();
            recoveries
                    .computeIfAbsent(stage(i + 1), stage -> new ArrayList<>())
                    .add(Duration.between(from, moved).toMillis() / 1000.0);
        }
        recoveries.forEach((stage, seconds) -> FaultTable.overcome(fault(stage), seconds));
        FaultTable.noted("until \"Started\"", server.secondsToStart());
    }

    private static String fault(Stage stage) {
        return "kill -9 of the server, " + stage.name().toLowerCase(Locale.ROOT);
    }

    private static Stage stage(int round) {
        return Stage.values()[(round - 1) % Stage.values().length];
    }

    private static String point(int round) {
        return round + ":" + stage(round);
    }

    private static void assertEachRoundOnceAndNobodyUncounted(ServerProcess server, String task, int expected) {
        JsonNode rounds = server.json("/api/v1/tasks/" + task + "/rounds");
        assertThat(rounds).hasSize(expected);
        for (int i = 0; i < expected; i++) {
            JsonNode round = rounds.get(i);
            assertThat(round.get("round").asInt()).isEqualTo(i + 1);
            assertThat(round.get("completed").asInt()).isEqualTo(10);
            assertThat(round.get("selected").asInt())
                    .isEqualTo(round.get("completed").asInt()
                            + round.get("late").asInt()
                            + round.get("rejected").asInt()
                            + round.get("lost").asInt());
        }
        int completed = 0;
        for (JsonNode client : server.json("/api/v1/tasks/" + task + "/clients")) {
            completed += client.get("completed").asInt();
        }
        assertThat(completed).as("updates that count, each once").isEqualTo(10 * expected);
    }
}
