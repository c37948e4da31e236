package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.privacy.RenyiAccountant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a running server tells epsilon. */
class PrivacyIT {
    private static final String SPEC =
            "{\"model\": {\"preset\": \"logistic\"}, \"clients\": {\"count\": 8, \"fraction\": 0.5},"
                    + " \"training\": {\"rounds\": 3}, \"privacy\": {\"clipNorm\": 1, \"noiseMultiplier\": 1.5}}";

    private final ServerProcess server = SharedServer.get();

    @Test
    void tellsEpsilonBeforeAfterEachRoundAndOfTheWhole() {
        JsonNode estimate =
                read(server.post("/api/v1/tasks?dryRun=true", SPEC).body()).path("estimate");
        assertThat(estimate.path("epsilon").asDouble()).isEqualTo(epsilon(3));
        assertThat(estimate.path("delta").asDouble()).isEqualTo(1e-5);

        String task = server.submit(SPEC);
        server.awaitCompleted(task);
        String path = "/api/v1/tasks/" + task;
        assertThat(read(server.get(path).body()).path("epsilon").asDouble()).isEqualTo(epsilon(3));
        JsonNode rounds = read(server.get(path + "/rounds").body());
        for (int round = 1; round <= 3; round++) {
            assertThat(rounds.get(round - 1).path("epsilon").asDouble()).isEqualTo(epsilon(round));
        }
        JsonNode last = read(server.get(path + "/rounds?after=2").body());
        assertThat(last.get(0).path("epsilon").asDouble()).isEqualTo(epsilon(3));
        String[] lines = text(path + "/rounds.csv").split("\r\n", -1);
        int column = List.of(lines[0].split(",", -1)).indexOf("epsilon");
        assertThat(Double.parseDouble(lines[2].split(",", -1)[column])).isCloseTo(epsilon(2), within(1e-12));
        assertThat(text(path + "/events")).contains("\"epsilon\":" + epsilon(1));
        assertThat(text("/tasks/" + task)).contains("central differential privacy");
    }

    @Test
    void tellsNoEpsilonWithoutNoise() {
        assertThat(read(server.post("/api/v1/tasks?dryRun=true", "{}").body())
                        .at("/estimate/epsilon")
                        .isNull())
                .isTrue();
    }

    private static double epsilon(int rounds) {
        return RenyiAccountant.epsilon(0.5, 1.5, rounds, 1e-5);
    }

    private String text(String path) {
        return new String(server.get(path).body(), StandardCharsets.UTF_8);
    }

    private static JsonNode read(byte[] json) {
        return JsonMapper.shared().readTree(json);
    }
}
