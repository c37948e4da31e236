package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Invariant 2: a server that is killed at any moment goes on by itself and ends with the same model, residuals included. */
class KilledServerIT {
    private static final String SPEC = """
            {"name": "%s", "model": {"preset": "mlp"}, "clients": {"count": 20, "fraction": 0.5}, "training": {"rounds": 8},
             "compression": {"uplink": {"scheme": "top-k", "keep": 0.1}, "downlink": {"scheme": "top-k", "keep": 0.05}}}
            """;

    @TempDir
    private Path folder;

    @Test
    void losesNoCommittedRoundAndEndsWithTheModelOfAnUndisturbedRun() {
        try (ServerProcess server = new ServerProcess(folder).start()) {
            String task = server.submit(SPEC.formatted("disturbed"));
            for (int round = 1; round <= 4; round += 3) {
                int reached = round;
                server.awaitTask(
                        task, "round " + round, seen -> seen.get("round").asInt() >= reached);
                JsonNode before = server.json("/api/v1/tasks/" + task + "/rounds");
                server.kill();
                server.start();
                JsonNode after = server.json("/api/v1/tasks/" + task + "/rounds");
                for (int i = 0; i < before.size(); i++) {
                    assertThat(after.get(i)).isEqualTo(before.get(i));
                }
            }
            JsonNode disturbed = server.awaitCompleted(task);
            JsonNode rounds = server.json("/api/v1/tasks/" + task + "/rounds");
            assertThat(rounds).hasSize(8);
            for (int i = 0; i < 8; i++) {
                JsonNode round = rounds.get(i);
                assertThat(round.get("round").asInt()).isEqualTo(i + 1);
                assertThat(round.get("completed").asInt()).isEqualTo(10);
            }
            JsonNode clients = server.json("/api/v1/tasks/" + task + "/clients");
            int completed = 0;
            for (JsonNode client : clients) {
                completed += client.get("completed").asInt();
            }
            assertThat(completed).as("updates that count, each once").isEqualTo(80);
            assertThat(server.train(SPEC.formatted("undisturbed")))
                    .isEqualTo(disturbed.get("modelSha256").asString());
        }
    }
}
