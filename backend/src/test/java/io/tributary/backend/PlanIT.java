package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans of a running server: cheaper, valid, and learning from what was completed. */
class PlanIT {
    private static final String SPEC =
            "{\"model\": {\"preset\": \"logistic\"}, \"clients\": {\"count\": 8}, \"training\": {\"rounds\": 2}%s}";

    private final ServerProcess server = SharedServer.get();

    @Test
    void savesWhatItPromisesToTheByte() {
        JsonNode plan = plan("{\"goal\": \"traffic\", \"spec\": " + SPEC.formatted(", \"seed\": 11") + "}");
        assertThat(bytes(plan.get("estimate"))).isLessThan(bytes(plan.get("before")) / 10);
        assertThat(plan.get("accuracyChange").asDouble()).isGreaterThanOrEqualTo(-0.01);
        assertThat(plan.get("choices"))
                .allSatisfy(
                        choice -> assertThat(choice.get("reason").asString()).isNotBlank());

        String spec = plan.get("spec").toString();
        String task = server.submit(spec);
        JsonNode totals = server.awaitCompleted(task).get("totals");
        double counted =
                totals.get("bytesUp").asDouble() + totals.get("bytesDown").asDouble();
        assertThat(counted / bytes(plan.get("estimate"))).isBetween(0.98, 1.02);
    }

    @Test
    void stopsWhereEarlierTasksOfTheKindEnded() {
        String spec = SPEC.formatted(", \"partition\": {\"scheme\": \"dirichlet\", \"alpha\": 0.7}, \"seed\": %d");
        List<Double> accuracies = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            String task = server.submit(spec.formatted(seed));
            accuracies.add(server.awaitCompleted(task).get("accuracy").asDouble());
        }
        JsonNode plan = plan("{\"goal\": \"cpu\", \"tolerance\": 0.02, \"spec\": " + spec.formatted(3) + "}");
        double mean =
                accuracies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        assertThat(plan.at("/spec/stopping/targetAccuracy").asDouble()).isBetween(mean - 0.0211, mean - 0.0199);
        assertThat(plan.at("/spec/evaluation/every").asInt()).isEqualTo(1);
        assertThat(plan.get("choices"))
                .anySatisfy(choice -> assertThat(choice.get("field").asString()).isEqualTo("stopping.targetAccuracy"));
    }

    private JsonNode plan(String request) {
        var response = server.post("/api/v1/plans", request);
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static double bytes(JsonNode estimate) {
        return estimate.get("bytesUp").asDouble() + estimate.get("bytesDown").asDouble();
    }
}
