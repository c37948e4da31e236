package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prompts of a running server: a sentence becomes a spec that can be submitted, and nothing starts by itself. */
class IntentIT {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ServerProcess server = SharedServer.get();

    @Test
    void aSentenceBecomesATaskThatRuns() {
        JsonNode intent =
                interpret("Train a logistic regression on the clothing pictures with four sites, two rounds", null);
        assertThat(intent.get("outcome").asString()).isEqualTo("ready");
        assertThat(intent.get("goal").asString()).isEqualTo("train");
        assertThat(intent.at("/spec/model/preset").asString()).isEqualTo("logistic");
        assertThat(intent.at("/spec/clients/count").asInt()).isEqualTo(4);
        assertThat(intent.at("/estimate/bytesUp").asLong()).isPositive();
        JsonNode rounds = field(intent, "training.rounds");
        assertThat(rounds.get("source").asString()).isEqualTo("said");
        assertThat(rounds.get("evidence").asString()).isEqualTo("two rounds");

        String task = server.submit(intent.get("spec").toString());
        assertThat(server.awaitCompleted(task).at("/spec/training/rounds").asInt())
                .isEqualTo(2);
    }

    @Test
    void aPromptChangesAnEarlierSpec() {
        JsonNode first = interpret("lenet, 50 rounds, Adam", null);
        JsonNode second = interpret("same but with 20 clients and twice as many rounds", first.get("spec"));
        assertThat(second.at("/spec/training/rounds").asInt()).isEqualTo(100);
        assertThat(second.at("/spec/clients/count").asInt()).isEqualTo(20);
        assertThat(field(second, "training.optimizer").get("source").asString()).isEqualTo("carried");
    }

    @Test
    void aWishIsPlanned() {
        JsonNode intent = interpret("Train a LeNet with 10 hospitals on a slow network", null);
        assertThat(intent.get("fields"))
                .anySatisfy(field -> assertThat(field.get("source").asString()).isEqualTo("planner"));
        assertThat(intent.at("/spec/compression/uplink/scheme").asString()).isNotEqualTo("none");
    }

    @Test
    void whatCannotBeKnownIsAskedAndWhatIsNotOursIsRefused() {
        JsonNode impossible = interpret("lenet with 0 clients", null);
        assertThat(impossible.get("outcome").asString()).isEqualTo("needs-clarification");
        assertThat(impossible.at("/questions/0/field").asString()).isEqualTo("clients.count");
        JsonNode banana = interpret("train with a learning rate of banana", null);
        assertThat(banana.at("/questions/0/question").asString()).contains("banana");
        JsonNode cifar = interpret("train a cnn on CIFAR-10", null);
        assertThat(cifar.at("/questions/0/options/0").asString()).isEqualTo("fashion-mnist");
        assertThat(interpret("delete task 5", null).get("outcome").asString()).isEqualTo("out-of-scope");
        assertThat(interpret("x".repeat(100_000), null).get("outcome").asString())
                .isEqualTo("out-of-scope");
        assertThat(interpret(" ", null).get("outcome").asString()).isEqualTo("out-of-scope");
        assertThat(server.post("/api/v1/intents", "{}").statusCode()).isEqualTo(400);
        assertThat(server.post("/api/v1/intents", "{\"prompt\": 5, \"x\": 1}").statusCode())
                .isEqualTo(400);
        assertThat(server.post("/api/v1/intents", "{\"prompt\": \"lenet\", \"base\": {\"rounds\": 5}}")
                        .statusCode())
                .isEqualTo(422);
    }

    private JsonNode interpret(String prompt, @Nullable JsonNode base) {
        ObjectNode request = JSON.createObjectNode().put("prompt", prompt);
        if (base != null) {
            request.set("base", base);
        }
        var response = server.post("/api/v1/intents", request.toString());
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static JsonNode field(JsonNode intent, String name) {
        for (JsonNode field : intent.get("fields")) {
            if (field.get("field").asString().equals(name)) {
                return field;
            }
        }
        throw new AssertionError("No field " + name + " in " + intent);
    }
}
