package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tasks that go on from the model of another. */
class WarmStartIT {
    private final ServerProcess server = SharedServer.get();

    @Test
    void goesOnFromTheModelOfAnEarlierTaskWhichMayBeDeletedThen() {
        String first = server.submit(spec("logistic", 3, ""));
        String model = server.awaitCompleted(first).get("modelSha256").asString();

        String second = server.submit(spec("logistic", 1, start(first, "")));
        JsonNode done = server.awaitCompleted(second);
        assertThat(done.at("/spec/start/round").asInt()).isEqualTo(3);
        assertThat(done.at("/spec/start/model").asString()).isEqualTo(model);
        server.request("DELETE", "/api/v1/tasks/" + first);
        assertThat(hash(second, 0)).isEqualTo(model);
        assertThat(server.request("GET", "/api/v1/tasks/" + first).statusCode()).isEqualTo(404);

        // The spec names its model, so that it can be sent again; the task it names is gone, and the answer says so.
        assertThat(refusal(spec("logistic", 1, start(first, ""))))
                .contains("start.task")
                .contains("There is no task");
        String third = server.submit(spec("logistic", 1, ", \"start\": {\"model\": \"" + model + "\"}"));
        assertThat(server.awaitCompleted(third).get("modelSha256")).isEqualTo(done.get("modelSha256"));
    }

    @Test
    void startsFromTheBestRoundOrTheOneThatIsNamed() {
        String first = server.submit(spec("logistic", 3, ""));
        server.awaitCompleted(first);
        int best = 0;
        double accuracy = -1;
        for (JsonNode round : server.json("/api/v1/tasks/" + first + "/rounds")) {
            if (round.path("accuracy").asDouble() > accuracy) {
                best = round.path("round").asInt();
                accuracy = round.path("accuracy").asDouble();
            }
        }
        assertThat(startOf(start(first, ", \"best\": true")).path("round").asInt())
                .isEqualTo(best);
        assertThat(startOf(start(first, ", \"round\": 1")).path("model").asString())
                .isEqualTo(hash(first, 1));
        assertThat(refusal(spec("logistic", 1, start(first, ", \"round\": 9")))).contains("start.round");
        assertThat(refusal(spec("mlp", 1, start(first, ""))))
                .contains("start.task")
                .contains("another one");
        assertThat(new String(
                        server.get("/tasks/new?from=" + first + "&warm=true").body(), StandardCharsets.UTF_8))
                .contains("value=\"" + first + "\"");
    }

    private JsonNode startOf(String start) {
        HttpResponse<byte[]> answer = server.post("/api/v1/tasks?dryRun=true", spec("logistic", 1, start));
        return ServerProcess.body(answer).at("/spec/start");
    }

    private String refusal(String spec) {
        HttpResponse<byte[]> answer = server.post("/api/v1/tasks", spec);
        assertThat(answer.statusCode()).isEqualTo(422);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private String hash(String task, int round) {
        return server.get("/api/v1/tasks/" + task + "/model?round=" + round)
                .headers()
                .firstValue("X-Model-Sha256")
                .orElseThrow();
    }

    private static String start(String task, String more) {
        return ", \"start\": {\"task\": \"" + task + "\"" + more + "}";
    }

    private static String spec(String model, int rounds, String more) {
        return "{\"model\": {\"preset\": \"" + model + "\"}, \"clients\": {\"count\": 3}, \"training\": {\"rounds\": "
                + rounds + "}" + more + "}";
    }
}
