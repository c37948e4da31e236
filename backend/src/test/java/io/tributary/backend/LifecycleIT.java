package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job over REST, on real data, in a process of its own. */
class LifecycleIT {
    @TempDir
    private static Path folder;

    private final ServerProcess server = SharedServer.get();

    @Test
    void theDefaultTaskPassesEightyPercentInTenRoundsAndItsModelCanBeDownloaded() throws Exception {
        String id = server.submit("{}");
        JsonNode task = server.awaitCompleted(id);
        assertThat(task.get("round").asInt()).isEqualTo(10);
        assertThat(task.get("accuracy").asDouble()).isGreaterThan(0.80);
        assertThat(task.get("name").asString()).startsWith("LeNet-5 on Fashion-MNIST");

        JsonNode rounds = server.json("/api/v1/tasks/" + id + "/rounds");
        assertThat(rounds).hasSize(10);
        long up = 0;
        double seconds = 0;
        for (JsonNode round : rounds) {
            assertThat(round.get("selected").asInt())
                    .isEqualTo(round.get("completed").asInt()
                            + round.get("late").asInt()
                            + round.get("rejected").asInt()
                            + round.get("lost").asInt());
            up += round.get("bytesUp").asLong();
            seconds += round.get("seconds").asDouble();
        }
        assertThat(task.get("totals").get("bytesUp").asLong()).isEqualTo(up).isGreaterThan(10L * 10 * 4 * 61_706);
        assertThat(task.get("totals").get("cpuSeconds").asDouble()).isPositive();
        assertThat(seconds).isPositive();

        byte[] model = server.get("/api/v1/tasks/" + id + "/model").body();
        String sha =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
        assertThat(sha).isEqualTo(task.get("modelSha256").asString());
        ByteBuffer file = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) file.getLong();
        JsonNode tensors = JsonMapper.shared().readTree(model, 8, header);
        assertThat(tensors.get("0.weight").get("shape").toString()).isEqualTo("[6,1,5,5]");
        assertThat(model).hasSize(8 + header + 4 * 61_706);
        JsonNode json = server.json("/api/v1/tasks/" + id + "/model?format=json");
        assertThat((float) json.get("tensors").get(0).get("values").get(0).asDouble())
                .isEqualTo(file.getFloat(8 + header));
        reproducesTheAccuracyInPlainPyTorch(id, task.get("accuracy").asDouble());
        JsonNode confusion = server.json("/api/v1/tasks/" + id + "/confusion");
        long right = 0;
        for (int label = 0; label < 10; label++) {
            right += confusion.get("matrix").get(label).get(label).asLong();
        }
        assertThat(right / 10_000.0).isEqualTo(task.get("accuracy").asDouble());
        JsonNode predictions =
                server.json("/api/v1/tasks/" + id + "/predictions?count=100").get("examples");
        int agreeing = 0;
        for (JsonNode example : predictions) {
            assertThat(example.get("pixels")).hasSize(28 * 28);
            assertThat(example.get("confidence").asDouble()).isBetween(0.1, 1.0);
            agreeing += example.get("label").asInt() == example.get("predicted").asInt() ? 1 : 0;
        }
        assertThat(agreeing).isGreaterThan(70);
        String csv = new String(
                server.send(HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/tasks/" + id + "/rounds"))
                                .header("Accept", "text/csv")
                                .build())
                        .body(),
                StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(11).first().asString().startsWith("round,accuracy,loss");
        assertThat(server.get("/api/v1/tasks/" + id + "/model?round=3")
                        .headers()
                        .firstValue("X-Model-Sha256"))
                .hasValue(rounds.get(2).get("modelSha256").asString());
    }

    private void reproducesTheAccuracyInPlainPyTorch(String id, double accuracy) throws Exception {
        if (!Files.exists(Path.of("/usr/lib/python3/dist-packages/torch"))) {
            System.err.println("Not tested: python3-torch is not installed");
            return;
        }
        Path zip = Files.write(
                folder.resolve("model.zip"),
                server.get("/api/v1/tasks/" + id + "/model?format=pytorch").body());
        Path unpacked = folder.resolve("model");
        run("/usr/bin/python3", "-m", "zipfile", "-e", zip.toString(), unpacked.toString());
        Path data = Path.of("/usr/share/datasets/fashion-mnist");
        String printed = run(
                "/usr/bin/python3",
                unpacked.resolve("model.py").toString(),
                data.resolve("t10k-images-idx3-ubyte.gz").toString(),
                data.resolve("t10k-labels-idx1-ubyte.gz").toString());
        assertThat(Double.parseDouble(printed.strip())).isEqualTo(accuracy);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    @Test
    void pausesResumesCancelsAndDeletes() {
        String id = server.submit(
                "{\"name\": \"paused\", \"model\": {\"preset\": \"mlp\"}, \"training\": {\"rounds\": 50}}");
        server.awaitTask(id, "round 1", task -> task.get("round").asInt() >= 1);
        JsonNode paused = ServerProcess.body(server.request("POST", "/api/v1/tasks/" + id + "/pause"));
        assertThat(paused.get("state").asString()).isEqualTo("PAUSED");
        JsonNode resumed = ServerProcess.body(server.request("POST", "/api/v1/tasks/" + id + "/resume"));
        assertThat(resumed.get("state").asString()).isIn("QUEUED", "RUNNING");
        int before = paused.get("round").asInt();
        server.awaitTask(id, "another round", task -> task.get("round").asInt() > before);
        JsonNode cancelled = ServerProcess.body(server.request("POST", "/api/v1/tasks/" + id + "/cancel"));
        assertThat(cancelled.get("state").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.get("modelSha256").asString()).hasSize(64);
        assertThat(server.get("/api/v1/tasks/" + id + "/model").statusCode()).isEqualTo(200);
        assertThat(server.request("DELETE", "/api/v1/tasks/" + id).statusCode()).isEqualTo(204);
        assertThat(server.get("/api/v1/tasks/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void streamsHistoryThenTailAndGoesOnBehindTheLastEventId() {
        String id = server.submit(
                "{\"name\": \"streamed\", \"model\": {\"preset\": \"logistic\"}, \"training\": {\"rounds\": 3}}");
        List<String> live = stream(id, 0);
        server.awaitCompleted(id);
        JsonNode history = server.json("/api/v1/tasks/" + id + "/events");
        List<Long> ids = new ArrayList<>();
        history.forEach(event -> ids.add(event.get("id").asLong()));
        for (int i = 0; i < ids.size(); i++) {
            assertThat(ids.get(i)).as("numbered without gaps").isEqualTo(i + 1);
        }
        assertThat(lines(live, "id:"))
                .containsExactlyElementsOf(ids.stream().map(String::valueOf).toList());
        assertThat(lines(stream(id, 4), "id:"))
                .containsExactlyElementsOf(
                        ids.subList(4, ids.size()).stream().map(String::valueOf).toList());
        List<String> nothingNew = stream(id, ids.size());
        assertThat(lines(nothingNew, "id:")).isEmpty();
        assertThat(lines(nothingNew, "event:")).as("says that it is alive").contains("heartbeat");
        JsonNode back = server.json("/api/v1/tasks/" + id + "/events?before=6&limit=3");
        assertThat(back).hasSize(3);
        assertThat(back.get(0)).isEqualTo(history.get(2));
        JsonNode last = history.get(history.size() - 1);
        assertThat(last.get("type").asString()).isEqualTo("state");
        assertThat(last.get("to").asString()).isEqualTo("COMPLETED");
    }

    /** The whole stream; it ends with the task. */
    private List<String> stream(String id, long after) {
        HttpResponse<byte[]> response =
                server.send(HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/tasks/" + id + "/events"))
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", Long.toString(after))
                        .build());
        return new String(response.body(), StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> lines(List<String> stream, String prefix) {
        return stream.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    @Test
    void completesASpecAndForetellsItsCostWithoutStartingIt() {
        long before = server.json("/api/v1/tasks").get("total").asLong();
        String spec =
                "{\"model\": {\"preset\": \"mlp\"}, \"clients\": {\"count\": 20, \"fraction\": 0.25}, \"training\": {\"rounds\": 3}}";
        JsonNode dryRun = ServerProcess.body(server.post("/api/v1/tasks?dryRun=true", spec));
        assertThat(server.json("/api/v1/tasks").get("total").asLong()).isEqualTo(before);
        assertThat(dryRun.get("spec").get("clients").get("selection").asString())
                .isEqualTo("random");

        JsonNode totals = server.awaitCompleted(server.submit(spec)).get("totals");
        JsonNode estimate = dryRun.get("estimate");
        for (String direction : List.of("bytesUp", "bytesDown")) {
            double counted = totals.get(direction).asDouble();
            assertThat(estimate.get(direction).asDouble()).isBetween(0.98 * counted, 1.02 * counted);
        }
        assertThat(estimate.get("parameters").asLong()).isEqualTo(199_210);
        assertThat(estimate.get("cpuSeconds").asDouble()).isPositive();
    }

    @Test
    void servesSchemaRegistriesDocumentationAndMetrics() {
        JsonNode schema = server.json("/api/v1/task-schema");
        assertThat(schema.get("properties")
                        .get("training")
                        .get("properties")
                        .get("rounds")
                        .get("default")
                        .asInt())
                .isEqualTo(10);
        assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
        assertThat(server.json("/api/v1/models")).hasSize(5);
        assertThat(server.json("/api/v1/strategies")
                        .get("aggregation")
                        .get(0)
                        .get("id")
                        .asString())
                .isEqualTo("fedavg");
        assertThat(server.json("/api/v1/strategies").get("selection"))
                .extracting(selection -> selection.get("id").asString())
                .containsExactly("full", "random", "round-robin", "latency-proportional", "power-of-choice", "oort");
        assertThat(server.json("/api/v1/datasets").get(0).get("trainExamples").asLong())
                .isEqualTo(60_000);
        assertThat(server.json("/api/v1/workers").get(0).get("slots").asInt()).isPositive();
        assertThat(server.json("/v3/api-docs").get("paths").has("/api/v1/tasks"))
                .isTrue();
        assertThat(server.get("/swagger-ui.html").statusCode()).isBetween(200, 302);
        assertThat(new String(server.get("/actuator/prometheus").body(), StandardCharsets.UTF_8))
                .contains("tributary_slots");
        JsonNode partition =
                server.json("/api/v1/datasets/fashion-mnist/partition?scheme=shards&clients=7&classesPerClient=2");
        long examples = 0;
        for (JsonNode client : partition.get("clients")) {
            examples += client.get("examples").asLong();
        }
        assertThat(examples).isEqualTo(60_000);
    }
}
