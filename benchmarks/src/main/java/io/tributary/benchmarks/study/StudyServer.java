package io.tributary.benchmarks.study;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A running server, asked for one study after the other. */
final class StudyServer {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    /** @param address such as http://127.0.0.1:8080 */
    StudyServer(String address) {
        this.address = address;
    }

    /** What a task does on two new seeds and on the half of the held-out examples that no search has seen, and on its own seed and the other half. */
    Tested test(ObjectNode task) throws IOException, InterruptedException {
        ObjectNode alone = JSON.createObjectNode().put("sampler", "random").put("pruner", "none");
        alone.set("task", task);
        alone.putObject("budget").put("trials", 1);
        JsonNode study = run(alone);
        return new Tested(
                study.get("best").get("values").get(0).asDouble(),
                study.get("check").get("means").get(0).get("values").get(0).asDouble());
    }

    /** Numbers in the model of a task. */
    long parameters(ObjectNode task) throws IOException, InterruptedException {
        return send("POST", "/api/v1/tasks?dryRun=true", task.toString())
                .get("estimate")
                .get("parameters")
                .asLong();
    }

    /**
     * Accuracies.
     *
     * @param searched on the task's own seed, as a search sees it
     * @param checked mean on new seeds
     */
    record Tested(double searched, double checked) {}

    /** Runs a study to its end, and deletes it. */
    JsonNode run(ObjectNode spec) throws IOException, InterruptedException {
        String path = "/api/v1/studies/"
                + send("POST", "/api/v1/studies", spec.toString()).get("id").asString();
        while (true) {
            JsonNode study = send("GET", path, "");
            String state = study.get("state").asString();
            if (state.equals("COMPLETED")) {
                send("DELETE", path, "");
                return study;
            }
            if (state.equals("FAILED")) {
                throw new IllegalStateException("The study failed: " + study.get("failure"));
            }
            Thread.sleep(500);
        }
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        // A study that has just ended may have a thread for a moment yet, and is deleted when that has gone.
        for (int attempt = 0; ; attempt++) {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() < 300) {
                return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
            }
            if (attempt == 20 || !method.equals("DELETE")) {
                throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
            }
            Thread.sleep(200);
        }
    }
}
