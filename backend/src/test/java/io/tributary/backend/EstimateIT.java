package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** By the clock a round gets as many updates as arrive; who arrives follows from the spec. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"strategy\": \"fedbuff\", \"bufferSize\": 3}",
                "{\"strategy\": \"fedfix\", \"interval\": 9}",
                "{\"strategy\": \"anarchic-silo\", \"bufferSize\": 2}"
            })
    void foretellsTheBytesOfRoundsThatDoNotWait(String aggregation) {
        String spec = "{\"model\": {\"preset\": \"logistic\"}, \"clients\": {\"count\": 6}, \"partition\": {\"scheme\":"
                + " \"quantity-skew\"}, \"training\": {\"rounds\": 5}, \"simulation\": {\"slow\": {\"share\": 0.34}},"
                + " \"aggregation\": " + aggregation + "}";
        JsonNode estimate = JsonMapper.shared()
                .readTree(server.post("/api/v1/tasks?dryRun=true", spec).body())
                .path("estimate");
        String task = server.submit(spec);
        server.awaitCompleted(task);
        JsonNode rounds = JsonMapper.shared()
                .readTree(server.get("/api/v1/tasks/" + task + "/rounds").body());
        double up = 0;
        double down = 0;
        for (JsonNode round : rounds) {
            up += round.path("bytesUp").asDouble();
            down += round.path("bytesDown").asDouble();
            assertThat(round.path("simulatedSeconds").asDouble()).isPositive();
            assertThat(round.path("staleness").isNumber()).isTrue();
        }
        assertThat(estimate.path("bytesUp").asDouble()).isCloseTo(up, within(0.02 * up));
        assertThat(estimate.path("bytesDown").asDouble()).isCloseTo(down, within(0.02 * down));
        assertThat(server.get("/api/v1/tasks/" + task + "/rounds.csv").body())
                .asString(StandardCharsets.UTF_8)
                .contains(",simulatedSeconds,staleness,");
        assertThat(server.get("/tasks/" + task).body())
                .asString(StandardCharsets.UTF_8)
                .contains(">Simulated<", ">Staleness<");
    }

    /** Keys, shares and what takes the masks off: what the same task without masks does not send. */
    @Test
    void foretellsTheBytesOfMasks() {
        String plain = SPEC.formatted(1);
        String masked = plain.replaceFirst("\\{", "{\"privacy\": {\"secureAggregation\": {\"masks\": \"pairwise\"}}, ");
        JsonNode without = totals(plain);
        JsonNode with = totals(masked);
        for (String way : new String[] {"bytesUp", "bytesDown"}) {
            double more = with.get(way).asDouble() - without.get(way).asDouble();
            double foretold = estimate(masked, way) - estimate(plain, way);
            assertThat(foretold).as(way).isCloseTo(more, within(0.2 * more));
        }
    }

    private JsonNode totals(String spec) {
        return server.awaitCompleted(server.submit(spec)).get("totals");
    }

    private double cpuSeconds(int epochs) {
        return estimate(SPEC.formatted(epochs), "cpuSeconds");
    }

    private double estimate(String spec, String figure) {
        var response = server.post("/api/v1/tasks?dryRun=true", spec);
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared()
                .readTree(response.body())
                .at("/estimate/" + figure)
                .asDouble();
    }
}
