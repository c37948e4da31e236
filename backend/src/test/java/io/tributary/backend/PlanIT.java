package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
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
    void savesWhatItPromisesAndForetellsItOnceItHasSeenHowFarFramesPack() {
        JsonNode plan = plan("{\"goal\": \"traffic\", \"spec\": " + SPEC.formatted(", \"seed\": 11") + "}");
        assertThat(bytes(plan.get("estimate"))).isLessThan(bytes(plan.get("before")) / 10);
        assertThat(plan.get("accuracyChange").asDouble()).isGreaterThanOrEqualTo(-0.01);
        assertThat(plan.get("choices"))
                .allSatisfy(
                        choice -> assertThat(choice.get("reason").asString()).isNotBlank());

        assertThat(plan.at("/spec/compression/uplink/entropy").asString()).isEqualTo("zstd");

        String spec = plan.get("spec").toString();
        double first = counted(server.submit(spec));
        assertThat(first).isLessThanOrEqualTo(bytes(plan.get("estimate")));
        String nextSpec = spec.replace("\"seed\":11", "\"seed\":12").replaceFirst("\"name\":\"[^\"]*\",", "");
        JsonNode next = read(server.post("/api/v1/tasks?dryRun=true", nextSpec)).get("estimate");
        assertThat(next.get("bytesAtMost").asBoolean()).isFalse();
        assertThat(counted(server.submit(nextSpec)) / bytes(next)).isBetween(0.98, 1.02);
    }

    private double counted(String task) {
        JsonNode totals = server.awaitCompleted(task).get("totals");
        return totals.get("bytesUp").asDouble() + totals.get("bytesDown").asDouble();
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

    @Test
    void offersAProbeWhereNoTaskOfTheKindHasRunAndUsesWhatItMeasured() {
        String request = request("{\"scheme\": \"dirichlet\", \"alpha\": 0.64}", 4, "0.5");
        JsonNode offer = plan(request).get("probe");
        assertThat(offer.get("state").asString()).isEqualTo("OFFERED");
        assertThat(offer.get("said").asString()).contains("No task with this data set", "3 rounds with and without");
        assertThat(offer.get("seconds").asDouble()).isPositive();
        assertThat(offer.get("bytes").asLong()).isPositive();
        assertThat(offer.get("runs")).isEmpty();

        JsonNode started = probe(request).get("probe");
        assertThat(started.get("runs")).hasSize(2);
        assertThat(ids(probe(request).get("probe")))
                .as("asking twice starts nothing twice")
                .isEqualTo(ids(started));
        List<JsonNode> tasks = ids(started).stream().map(server::awaitCompleted).toList();
        assertThat(tasks).allSatisfy(task -> {
            assertThat(task.get("name").asString()).startsWith("Probe ");
            assertThat(task.get("probe").asBoolean()).isTrue();
            assertThat(task.get("round").asInt()).isEqualTo(3);
        });
        assertThat(tasks.get(0).at("/spec/seed")).isEqualTo(tasks.get(1).at("/spec/seed"));

        JsonNode plan = plan(request);
        JsonNode ended = plan.get("probe");
        assertThat(ended.get("state").asString()).isEqualTo("ENDED");
        assertThat(ended.get("said").asString())
                .contains("with " + ended.get("codec").asString(), "fewer bytes", "within the tolerance");
        assertThat(plan.at("/spec/compression/uplink/scheme").asString()).isEqualTo("quantize");
        assertThat(plan.at("/spec/stopping/targetAccuracy").isNull())
                .as("a probe is no evidence of what a whole task reaches")
                .isTrue();
    }

    @Test
    void leavesACodecOutThatAProbeSpokeAgainstAndOffersTheNext() {
        // Nothing is known of clients with a label each, and a tolerance of nothing refuses whatever is unlucky: some
        // task is.
        List<String> left = new ArrayList<>();
        for (int clients = 4; left.isEmpty() && clients < 10; clients++) {
            left.addAll(probedUntilNoneIsOffered(clients));
        }
        assertThat(left).isNotEmpty();
    }

    /** The codecs that were left out. */
    private List<String> probedUntilNoneIsOffered(int clients) {
        String request = request("{\"scheme\": \"shards\", \"classesPerClient\": 1}", clients, "0");
        List<String> left = new ArrayList<>();
        JsonNode plan = plan(request);
        while (plan.at("/probe/state").asString().equals("OFFERED")) {
            String codec = plan.at("/probe/codec").asString();
            assertThat(left).doesNotContain(codec);
            JsonNode started = probe(request).get("probe");
            ids(started).forEach(server::awaitCompleted);
            plan = plan(request);
            if (plan.at("/probe/said").asString().contains("left out") && !codec.equals(chosen(plan))) {
                left.add(codec);
            }
        }
        JsonNode probe = plan.get("probe");
        assertThat(probe.get("state").asString()).isEqualTo("ENDED");
        assertThat(accuracy(probe, true) < accuracy(probe, false))
                .as("%s left out, %s chosen", left, chosen(plan))
                .isEqualTo(chosen(plan).equals("none"));
        return left;
    }

    private static String chosen(JsonNode plan) {
        JsonNode uplink = plan.at("/spec/compression/uplink");
        String scheme = uplink.get("scheme").asString();
        return scheme.equals("quantize") ? scheme + "-" + uplink.get("bits").asInt() : scheme;
    }

    private static double accuracy(JsonNode probe, boolean planned) {
        for (JsonNode run : probe.get("runs")) {
            if (run.get("planned").asBoolean() == planned) {
                return run.get("accuracy").asDouble();
            }
        }
        throw new AssertionError(probe.toString());
    }

    private static String request(String partition, int clients, String tolerance) {
        return "{\"goal\": \"traffic\", \"tolerance\": " + tolerance
                + ", \"spec\": {\"model\": {\"preset\": \"logistic\"}, \"clients\": {\"count\": " + clients
                + "}, \"partition\": "
                + partition
                + ", \"training\": {\"rounds\": 6}, \"seed\": 1}}";
    }

    private static List<String> ids(JsonNode probe) {
        List<String> ids = new ArrayList<>();
        probe.get("runs").forEach(run -> ids.add(run.get("task").asString()));
        return ids;
    }

    private JsonNode probe(String request) {
        return read(server.post("/api/v1/plans/probes", request));
    }

    private JsonNode plan(String request) {
        return read(server.post("/api/v1/plans", request));
    }

    private static JsonNode read(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static double bytes(JsonNode estimate) {
        return estimate.get("bytesUp").asDouble() + estimate.get("bytesDown").asDouble();
    }
}
