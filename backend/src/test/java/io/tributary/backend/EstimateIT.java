package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a dry run of a running server foretells. */
class EstimateIT {
    private static final String SPEC = "{\"model\": {\"preset\": \"logistic\"}, \"clients\": {\"count\": 6},"
            + " \"training\": {\"rounds\": 4, \"batchSize\": 37, \"localEpochs\": %d}}";

    private final ServerProcess server = SharedServer.get();

    /** The estimates of one and of two epochs differ by the training of one, which is what the rounds after the first took. */
    @Test
    void foretellsTheCpuThatRoundsOfTheKindHaveTaken() {
        String task = server.submit(SPEC.formatted(1));
        server.awaitCompleted(task);
        JsonNode rounds = JsonMapper.shared()
                .readTree(server.get("/api/v1/tasks/" + task + "/rounds").body());
        double training = 0;
        for (int round = 1; round < 4; round++) {
            training += rounds.get(round).at("/cpu/train").asDouble() / 3;
        }
        assertThat(cpuSeconds(2) - cpuSeconds(1)).isCloseTo(4 * training, within(4 * training * 0.02));
    }

    private double cpuSeconds(int epochs) {
        var response = server.post("/api/v1/tasks?dryRun=true", SPEC.formatted(epochs));
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared()
                .readTree(response.body())
                .at("/estimate/cpuSeconds")
                .asDouble();
    }
}
