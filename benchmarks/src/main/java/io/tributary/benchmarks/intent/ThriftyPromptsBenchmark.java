package io.tributary.benchmarks.intent;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads prompts that want to save traffic, trains what they mean, and trains the same without the plan: a table of accuracy, bytes and
 * CPU seconds. Arguments: the server's address, and the number of a seed.
 */
public final class ThriftyPromptsBenchmark {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> PROMPTS = List.of(
            "Train on the clothing pictures, our uplinks are slow",
            "ten hospitals with poor internet, keep the traffic small",
            "lenet, save bandwidth",
            "we pay for every megabyte: train with as little data over the network as possible",
            "The links are metered, train the default model",
            "compress the updates please",
            "a LeNet for our phones on mobile data plans",
            "train a lenet over satellite links",
            "Wir haben langsame Leitungen, trainiere ein LeNet",
            "entrena un lenet con poco ancho de banda",
            "entraîne un lenet, la connexion est lente",
            "fedavg on fashion mnist, communication efficient",
            "mlp, minimize traffic",
            "An MLP on ten sites, bandwidth is expensive",
            "multilayer perceptron, 10 clients, reduce communication costs",
            "20 sites on slow links train a lenet",
            "twenty clients, lenet, save traffic",
            "lenet for 20 rounds, keep the traffic low",
            "twenty rounds on an edge network with limited bandwidth",
            "logistic regression on weak connections");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Map<JsonNode, Cost> known = new HashMap<>();

    private ThriftyPromptsBenchmark(String server) {
        this.server = server;
    }

    private record Cost(double accuracy, double bytes, double cpu) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ThriftyPromptsBenchmark(arguments[0]).run(Long.parseLong(arguments[1]));
    }

    private void run(long seed) throws IOException, InterruptedException {
        out.println("| prompt | accuracy | without the plan | points | bytes | CPU |");
        out.println("|---|---|---|---|---|---|");
        double points = 0;
        double worst = 0;
        double bytes = 0;
        double cpu = 0;
        for (String prompt : PROMPTS) {
            ObjectNode request = JSON.createObjectNode().put("prompt", prompt);
            JsonNode intent = post("/api/v1/intents", request);
            if (!intent.get("outcome").asString().equals("ready")) {
                throw new IllegalStateException(prompt + " is not ready: " + intent);
            }
            ObjectNode planned = (ObjectNode) intent.get("spec");
            planned.remove("name");
            planned.put("seed", seed);
            Cost with = cost(planned);
            Cost without = cost(withoutPlan(planned, intent.get("fields")));
            double lost = 100 * (with.accuracy() - without.accuracy());
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %.4f | %.4f | %+.2f | %+.1f %% | %+.1f %% |",
                    prompt,
                    with.accuracy(),
                    without.accuracy(),
                    lost,
                    100 * (with.bytes() / without.bytes() - 1),
                    100 * (with.cpu() / without.cpu() - 1)));
            points += lost;
            worst = Math.min(worst, lost);
            bytes += with.bytes() / without.bytes() - 1;
            cpu += with.cpu() / without.cpu() - 1;
        }
        int count = PROMPTS.size();
        out.println(String.format(
                Locale.ROOT,
                "| mean of %d | | | %+.2f (worst %+.2f) | %+.1f %% | %+.1f %% |",
                count,
                points / count,
                worst,
                100 * bytes / count,
                100 * cpu / count));
    }

    /** What the plan chose goes back to the defaults. */
    private ObjectNode withoutPlan(ObjectNode planned, JsonNode fields) throws IOException, InterruptedException {
        ObjectNode defaults = (ObjectNode)
                post("/api/v1/tasks?dryRun=true", JSON.createObjectNode()).get("spec");
        ObjectNode plain = planned.deepCopy();
        for (JsonNode field : fields) {
            if (field.get("source").asString().equals("planner")) {
                String pointer = "/" + field.get("field").asString().replace('.', '/');
                int last = pointer.lastIndexOf('/');
                ((ObjectNode) plain.at(pointer.substring(0, last)))
                        .set(pointer.substring(last + 1), defaults.at(pointer));
            }
        }
        return plain;
    }

    private Cost cost(ObjectNode spec) throws IOException, InterruptedException {
        Cost before = known.get(spec);
        if (before != null) {
            return before;
        }
        String id = post("/api/v1/tasks", spec).get("id").asString();
        while (true) {
            JsonNode task = get("/api/v1/tasks/" + id);
            String state = task.get("state").asString();
            if (state.equals("COMPLETED")) {
                JsonNode totals = task.get("totals");
                Cost cost = new Cost(
                        task.get("accuracy").asDouble(),
                        totals.get("bytesUp").asDouble()
                                + totals.get("bytesDown").asDouble(),
                        totals.get("cpuSeconds").asDouble());
                known.put(spec, cost);
                return cost;
            }
            if (state.equals("FAILED")) {
                throw new IllegalStateException("The task failed: " + task);
            }
            Thread.sleep(500);
        }
    }

    private JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(server + path)).build());
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
