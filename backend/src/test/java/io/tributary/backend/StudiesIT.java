package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Studies over REST, on real data, in a process of its own. */
class StudiesIT {
    /** Two clients of six hundred examples each in a round. */
    private static final String SMALL =
            "\"task\": {\"model\": {\"preset\": \"logistic\"}, \"clients\": {\"count\": 100, \"fraction\": 0.02}, \"training\": {\"rounds\": 3}}";

    private final ServerProcess server = SharedServer.get();

    @Test
    void triesTheStartFirstChecksTheBestOnNewSeedsAndMakesItATask() {
        String id = server.search("{\"name\": \"whole\", " + SMALL + ", \"budget\": {\"trials\": 6}}");
        JsonNode study = server.awaitSearched(id);

        JsonNode trials = trials(id);
        assertThat(trials).hasSize(6);
        assertThat(trials.get(0).get("source").asString()).isEqualTo("default");
        assertThat(trials.get(0).get("spec").get("training"))
                .isEqualTo(study.get("spec").get("task").get("training"));
        long bytes = 0;
        for (int i = 0; i < 6; i++) {
            JsonNode trial = trials.get(i);
            assertThat(trial.get("number").asInt()).isEqualTo(i);
            assertThat(trial.get("state").asString()).isIn("COMPLETE", "PRUNED");
            assertThat(trial.get("values"))
                    .hasSize(trial.get("state").asString().equals("COMPLETE") ? 1 : 0);
            assertThat(trial.get("intermediate")).isNotEmpty();
            JsonNode task = server.task(trial.get("taskId").asString());
            assertThat(task.get("trial").get("study").asString()).isEqualTo(id);
            assertThat(task.get("trial").get("number").asInt()).isEqualTo(i);
            assertThat(task.get("totals").get("bytesUp").asLong()
                            + task.get("totals").get("bytesDown").asLong())
                    .isEqualTo(trial.get("used").get("bytes").asLong());
            assertThat(trial.get("waits").asBoolean()).isFalse();
            assertThat(task.get("state").asString())
                    .as("nothing waits any more")
                    .isEqualTo(trial.get("values").isEmpty() ? "CANCELLED" : "COMPLETED");
            bytes += trial.get("used").get("bytes").asLong();
        }
        JsonNode check = study.get("check");
        long start = study.get("spec").get("task").get("seed").asLong();
        for (JsonNode repeat : check.get("repeats")) {
            assertThat(repeat.get("state").asString()).isEqualTo("COMPLETE");
            assertThat(repeat.get("seed").asLong()).isNotEqualTo(start);
            assertThat(server.task(repeat.get("taskId").asString()).get("spec").get("training"))
                    .isEqualTo(
                            trials.get(repeat.get("trial").asInt()).get("spec").get("training"));
            bytes += repeat.get("used").get("bytes").asLong();
        }
        assertThat(check.get("repeats").get(0).get("trial").asInt())
                .isEqualTo(study.get("best").get("number").asInt());
        assertThat(study.get("totals").get("bytes").asLong()).isEqualTo(bytes);
        assertThat(study.get("totals").get("trials").asInt()).isEqualTo(6);
        promotes(id, check.get("recommended").asInt(), trials);
        tellsWhatItSays(id);
    }

    private void promotes(String id, int recommended, JsonNode trials) {
        HttpResponse<byte[]> response = server.post("/api/v1/studies/" + id + "/promote", "{\"name\": \"the winner\"}");
        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode task = ServerProcess.body(response);
        assertThat(response.headers().firstValue("Location"))
                .hasValue("/api/v1/tasks/" + task.get("id").asString());
        assertThat(task.get("name").asString()).isEqualTo("the winner");
        assertThat(task.get("spec").get("training"))
                .isEqualTo(trials.get(recommended).get("spec").get("training"));
        assertThat(task.get("trial").isNull()).isTrue();
        server.awaitCompleted(task.get("id").asString());
        String tasks = text("/");
        assertThat(tasks).contains("the winner").doesNotContain("whole, trial");
    }

    private void tellsWhatItSays(String id) {
        double sum = 0;
        for (JsonNode each : server.json("/api/v1/studies/" + id + "/importances")) {
            sum += each.get("importance").asDouble();
        }
        assertThat(sum).isBetween(0.0, 1.0 + 1e-9);
        assertThat(text("/api/v1/studies/" + id + "/trials.csv").lines())
                .hasSize(7)
                .first()
                .asString()
                .startsWith("number,state,source,accuracy,training.batchSize");
        JsonNode history = server.json("/api/v1/studies/" + id + "/events");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            assertThat(history.get(i).get("id").asInt())
                    .as("numbered without gaps")
                    .isEqualTo(i + 1);
            ids.add(Integer.toString(i + 1));
        }
        assertThat(stream(id, 0)).isEqualTo(ids);
        assertThat(stream(id, 5)).isEqualTo(ids.subList(5, ids.size()));
        assertThat(server.json("/api/v1/studies?state=completed&size=500").get("content"))
                .anySatisfy(study -> assertThat(study.get("id").asString()).isEqualTo(id));
    }

    /** The ids of the whole stream; it ends with the study. */
    private List<String> stream(String id, long after) {
        HttpResponse<byte[]> response =
                server.send(HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/studies/" + id + "/events"))
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", Long.toString(after))
                        .build());
        return new String(response.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("id:"))
                .map(line -> line.substring(3))
                .toList();
    }

    @Test
    void neverTakesMoreThanItsBudgetOfBytesAndRunsTrialsSideBySide() {
        long each = ServerProcess.body(server.post("/api/v1/tasks?dryRun=true", task()))
                .get("estimate")
                .get("bytesUp")
                .asLong();
        long budget = 20 * each;
        String id =
                server.search("{\"name\": \"bounded\", " + SMALL + ", \"sampler\": \"random\", \"pruner\": \"none\","
                        + " \"parallel\": 3, \"space\": [{\"field\": \"training.learningRate\", \"type\": \"float\", \"low\": 0.001,"
                        + " \"high\": 0.1, \"log\": true}], \"budget\": {\"bytes\": " + budget + "}}");
        JsonNode study = server.awaitSearched(id);
        assertThat(study.get("totals").get("bytes").asLong()).isPositive().isLessThanOrEqualTo(budget);
        assertThat(trials(id).size()).isGreaterThan(3);
    }

    private static String task() {
        return "{" + SMALL.substring(SMALL.indexOf('{') + 1);
    }

    @Test
    void pausesResumesCancelsAndDeletes() {
        String id = server.search("{\"name\": \"stopped\", \"task\": {\"model\": {\"preset\": \"logistic\"},"
                + " \"clients\": {\"count\": 100, \"fraction\": 0.02}, \"training\": {\"rounds\": 2000}}}");
        server.awaitStudy(id, "a first round", study -> reports(id) > 0);
        JsonNode paused = ServerProcess.body(server.request("POST", "/api/v1/studies/" + id + "/pause"));
        assertThat(paused.get("state").asString()).isEqualTo("PAUSED");
        String task = trials(id).get(0).get("taskId").asString();
        server.awaitTask(
                task, "it to pause", each -> each.get("state").asString().equals("PAUSED"));
        assertThat(server.request("POST", "/api/v1/studies/" + id + "/pause").statusCode())
                .isEqualTo(409);
        int before = server.task(task).get("round").asInt();
        HttpResponse<byte[]> alone = server.request("POST", "/api/v1/tasks/" + task + "/resume");
        assertThat(alone.statusCode()).isEqualTo(409);
        assertThat(ServerProcess.body(alone).get("detail").asString()).contains("resume the study");
        assertThat(server.request("POST", "/api/v1/studies/" + id + "/resume").statusCode())
                .isEqualTo(200);
        server.awaitTask(task, "another round", each -> each.get("round").asInt() > before);
        assertThat(server.request("DELETE", "/api/v1/studies/" + id).statusCode())
                .isEqualTo(409);
        server.request("POST", "/api/v1/studies/" + id + "/cancel");
        server.awaitTask(task, "it to end", each -> each.get("state").asString().equals("CANCELLED"));
        server.await(
                "the trial to end",
                () -> trials(id).get(0).get("state").asString().equals("FAILED"));
        server.await(
                "the study to be gone",
                () -> server.request("DELETE", "/api/v1/studies/" + id).statusCode() == 204);
        assertThat(server.get("/api/v1/studies/" + id).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/tasks/" + task).statusCode()).isEqualTo(404);
    }

    @Test
    void onlyTheStudyLetsATrialGoOnThatWaits() {
        String id = server.search("{\"name\": \"waiting\", \"task\": {\"model\": {\"preset\": \"logistic\"},"
                + " \"clients\": {\"count\": 100, \"fraction\": 0.02}, \"training\": {\"rounds\": 40}}}");
        server.await("a trial that waits and may not be resumed by hand", () -> {
            for (JsonNode trial : trials(id)) {
                if (trial.get("waits").asBoolean()) {
                    assertThat(trial.get("state").asString()).isEqualTo("PRUNED");
                    HttpResponse<byte[]> response = server.request(
                            "POST", "/api/v1/tasks/" + trial.get("taskId").asString() + "/resume");
                    assertThat(response.statusCode()).isEqualTo(409);
                    String why = ServerProcess.body(response).get("detail").asString();
                    return why.contains(
                            "has stopped trial " + trial.get("number").asInt());
                }
            }
            return false;
        });
        server.request("POST", "/api/v1/studies/" + id + "/cancel");
        server.await(
                "no task to wait any more",
                () -> StreamSupport.stream(trials(id).spliterator(), false)
                        .allMatch(trial -> server.task(trial.get("taskId").asString())
                                .get("state")
                                .asString()
                                .equals("CANCELLED")));
    }

    private int reports(String id) {
        JsonNode trials = trials(id);
        return trials.isEmpty() ? 0 : trials.get(0).get("intermediate").size();
    }

    @Test
    void failsWithAReasonWhereAllTrialsFail() {
        String id = server.search("{\"name\": \"hopeless\", \"task\": {\"model\": {\"preset\": \"mlp\"}, \"clients\":"
                + " {\"count\": 100, \"fraction\": 0.01}, \"training\": {\"rounds\": 1, \"learningRate\": 100}},"
                + " \"pruner\": \"none\", \"sampler\": \"random\", \"budget\": {\"trials\": 20}, \"space\":"
                + " [{\"field\": \"training.learningRate\", \"type\": \"float\", \"low\": 90, \"high\": 100}]}");
        JsonNode study = server.awaitStudy(
                id, "it to end", each -> !each.get("state").asString().matches("QUEUED|RUNNING"));
        assertThat(study.get("state").asString()).isEqualTo("FAILED");
        assertThat(study.get("failure").asString()).startsWith("The first 10 trials all failed");
        assertThat(trials(id)).hasSize(10);
        assertThat(trials(id).get(9).get("failure").asString()).isNotBlank();
        assertThat(server.request("POST", "/api/v1/studies/" + id + "/promote").statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"budgets\": {}}                                            | budgets                 | Did you mean budget?",
                "{\"budget\": {\"trials\": 0}}                                | budget.trials           | at least 1",
                "{\"budget\": {\"bytes\": 1000}}                              | budget.bytes            | one trial may take up to",
                "{\"budget\": {\"cpuSeconds\": 0.001}}                        | budget.cpuSeconds       | one trial may take up to",
                "{\"budget\": {\"seconds\": 0.001}}                           | budget.seconds          | one trial may take up to",
                "{\"budget\": {\"rounds\": 3}}                                | budget.rounds           | one trial takes 10 rounds",
                "{\"space\": []}                                              | space                   | empty",
                "{\"space\": [{\"field\": \"training.learningRate\", \"type\": \"float\", \"low\": 1, \"high\": 0.1}]} | space[0].low | above high",
                "{\"space\": [{\"field\": \"training.momentum\", \"type\": \"float\", \"low\": 0, \"high\": 0.9, \"log\": true}]} | space[0].low | log",
                "{\"space\": [{\"field\": \"training.rate\", \"type\": \"float\", \"low\": 0, \"high\": 1}]} | space[0].field | training.rate",
                "{\"space\": [{\"field\": \"seed\", \"type\": \"int\", \"low\": 0, \"high\": 9}]} | space[0].field | luckiest",
                "{\"architecture\": {\"maxParameters\": 10}}                  | architecture            | 10",
                "{\"objectives\": [{\"metric\": \"beauty\"}]}                 | objectives[0].metric    | accuracy",
                "{\"sampler\": \"llm\"}                                       | sampler                 | No language model",
                "{\"task\": {\"training\": {\"rounds\": 0}}}                  | task.training.rounds    | at least 1",
                "{\"task\": 5}                                                | task                    | object",
                "{\"parallel\": 0}                                            | parallel                | at least 1",
                "{\"name\": \" \"}                                            | name                    | one line of text",
            })
    void namesTheFieldAndTheBound(String spec, String field, String message) {
        long before = server.json("/api/v1/studies").get("total").asLong();
        HttpResponse<byte[]> response = server.post("/api/v1/studies", spec);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(422);
        JsonNode problem = ServerProcess.body(response);
        assertThat(problem.get("code").asString()).isEqualTo("INVALID_SPEC");
        assertThat(problem.get("errors")).anySatisfy(error -> {
            assertThat(error.get("field").asString()).startsWith(field);
            assertThat(error.get("message").asString()).contains(message);
        });
        assertThat(server.json("/api/v1/studies").get("total").asLong()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST   | /api/v1/studies                | []               | 400",
                "POST   | /api/v1/studies                | nonsense         | 400",
                "GET    | /api/v1/studies/none           | ``               | 404",
                "GET    | /api/v1/studies/none/trials    | ``               | 404",
                "GET    | /api/v1/studies/none/events    | ``               | 404",
                "GET    | /api/v1/studies/none/importances | ``             | 404",
                "POST   | /api/v1/studies/none/cancel    | ``               | 404",
                "POST   | /api/v1/studies/none/promote   | {\"trial\": 1}   | 404",
                "DELETE | /api/v1/studies/none           | ``               | 404",
                "GET    | /api/v1/studies?size=0         | ``               | 400",
                "GET    | /api/v1/studies?state=sleeping | ``               | 400",
            })
    void refusesWhatMeansNothing(String method, String path, String body, int status) {
        HttpResponse<byte[]> response = server.send(HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(ServerProcess.body(response).get("code").asString()).isNotBlank();
    }

    @Test
    void foretellsWithoutStarting() {
        long before = server.json("/api/v1/studies").get("total").asLong();
        JsonNode dryRun = ServerProcess.body(server.post("/api/v1/studies?dryRun=true", "{" + SMALL + "}"));
        assertThat(dryRun.get("spec").get("budget").get("trials").asInt()).isEqualTo(16);
        JsonNode estimate = dryRun.get("estimate");
        assertThat(estimate.get("trials").asInt()).isEqualTo(16);
        assertThat(estimate.get("rounds").asInt())
                .isEqualTo(3 * (16 + estimate.get("repeats").asInt()));
        assertThat(server.json("/api/v1/studies").get("total").asLong()).isEqualTo(before);
        assertThat(server.json("/api/v1/study-schema")
                        .get("additionalProperties")
                        .asBoolean())
                .isFalse();
    }

    private JsonNode trials(String id) {
        return server.json("/api/v1/studies/" + id + "/trials");
    }

    private String text(String path) {
        return new String(server.get(path).body(), StandardCharsets.UTF_8);
    }
}
