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
