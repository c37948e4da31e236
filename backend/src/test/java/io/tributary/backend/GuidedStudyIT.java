package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The language model that is configured proposes trials; what is wrong with its answers is repaired in sight, or not run. */
class GuidedStudyIT {
    private static final String SPEC = """
            {"name": "guided", "sampler": "llm", "pruner": "none", "budget": {"trials": 4},
             "task": {"model": {"preset": "logistic"}, "clients": {"count": 100, "fraction": 0.02}, "training": {"rounds": 2}},
             "space": [{"field": "training.learningRate", "type": "float", "low": 0.001, "high": 0.5, "log": true},
                       {"field": "training.momentum", "type": "float", "low": 0, "high": 0.9}]}
            """;
    private static final List<String> SCRIPT = List.of(
            "I would rather not.",
            "{\"params\": {\"training.learningRate\": 0.1, \"training.momentum\": 0.5}, \"rationale\": \"Longer steps.\"}",
            "{\"params\": {\"training.learningRate\": 50, \"training.momentum\": 0.25, \"dataset\": \"/etc/passwd\"},"
                    + " \"values\": [1.0], \"rationale\": \"This has accuracy 1.0 <script>alert(1)</script>\"}",
            "[1, 2, 3]",
            "{\"params\": {\"seed\": 1}}");

    @TempDir
    private Path folder;

    @Test
    void runsWhatTheModelProposesWithinTheSpaceOnly() {
        try (ScriptedModel model = new ScriptedModel(SCRIPT);
                ServerProcess server = new ServerProcess(folder)
                        .with("TRIBUTARY_LLM", "openai:scripted")
                        .with("TRIBUTARY_LLM_URL", model.url())
                        .start()) {
            String id = server.search(SPEC);
            JsonNode study = server.awaitSearched(id);
            JsonNode trials = server.json("/api/v1/studies/" + id + "/trials");
            assertThat(trials).hasSize(4);

            assertThat(trials.get(1).get("source").asString()).isEqualTo("llm");
            assertThat(trials.get(1).get("rationale").asString()).isEqualTo("Longer steps.");
            assertThat(trials.get(1).get("spec").get("training").get("momentum").asDouble())
                    .isEqualTo(0.5);

            assertThat(trials.get(2).get("advice").get("outcome").asString()).isEqualTo("REPAIRED");
            assertThat(trials.get(2).get("spec").get("dataset").asString()).isEqualTo("fashion-mnist");
            assertThat(trials.get(2).get("params").get("training.learningRate").asDouble())
                    .isEqualTo(0.5);
            assertThat(trials.get(2).get("values").get(0).asDouble())
                    .as("measured, not claimed")
                    .isLessThan(1);

            assertThat(trials.get(3).get("source").asString()).isNotEqualTo("llm");
            assertThat(trials.get(3).get("advice").get("outcome").asString()).isEqualTo("REPLACED");
            assertThat(trials.get(3).get("spec").get("seed"))
                    .isEqualTo(study.get("spec").get("task").get("seed"));

            assertThat(model.asked()).hasSize(5);
            String again =
                    model.asked().get(1).get("messages").get(1).get("content").asString();
            assertThat(again)
                    .contains("\"complaint\":\"The answer holds no JSON object.\"")
                    .contains("training.momentum");
            assertThat(server.json("/api/v1/intents/exchanges").get("total").asInt())
                    .as("recorded")
                    .isEqualTo(5);
            assertThat(server.log()).doesNotContain("<script>");
        }
    }
}
