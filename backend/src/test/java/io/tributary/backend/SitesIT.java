package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.JointData;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.LocalFederation;
import io.tributary.testkit.SiteFiles;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.FashionMnist;
import io.tributary.worker.site.OwnData;
import io.tributary.worker.training.LocalTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Four sites, each a process with a table of its own, and a server that is another; all of them real, and some of them killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SitesIT {
    private static final List<String> NAMES = List.of("east", "north", "south", "west");
    private static final int ROWS = 500;
    private static final String SPEC = """
            {"name": "%s", "dataset": "clothes", "partition": {"scheme": "by-worker"}, "model": {"preset": "mlp"},
             "training": {"rounds": 5, "localEpochs": 2},
             "compression": {"uplink": {"scheme": "quantize", "bits": 4}}}
            """;

    private static final String MASKED = """
            {"name": "%s", "dataset": "clothes", "partition": {"scheme": "by-worker"}, "model": {"preset": "mlp"},
             "training": {"rounds": 3, "localEpochs": 2}, "privacy": {"secureAggregation": {"masks": "pairwise"}}}
            """;

    @TempDir
    private static Path folder;

    private final List<WorkerProcess> sites = new ArrayList<>();
    private ServerProcess server;

    @BeforeAll
    void connectFourSites() throws IOException {
        Dataset clothes = DatasetCatalog.standard(null).get(FashionMnist.ID);
        server = new ServerProcess(folder.resolve("server"))
                .with("TRIBUTARY_HEARTBEAT", "1s")
                .start();
        for (int i = 0; i < NAMES.size(); i++) {
            new SiteFiles(clothes, IntStream.range(i * ROWS, (i + 1) * ROWS).toArray()).csv(table(i), true);
            WorkerProcess site = WorkerProcess.at(
                    server,
                    NAMES.get(i),
                    folder.resolve(NAMES.get(i)),
                    "--data",
                    "clothes=" + table(i) + ",label=label");
            sites.add(site.start());
        }
        server.await("four sites", () -> connected() == 4);
    }

    @AfterAll
    void stop() {
        sites.forEach(WorkerProcess::close);
        server.close();
    }

    @Test
    void endsWithTheBitsOfTheSameSitesInOneProcessWhateverIsKilled() {
        JsonNode dataset = server.json("/api/v1/datasets/clothes");
        assertThat(dataset.get("trainExamples").asInt()
                        + dataset.get("testExamples").asInt())
                .isEqualTo(4 * ROWS);

        String undisturbed = server.submit(SPEC.formatted("undisturbed"));
        JsonNode first = server.awaitCompleted(undisturbed);
        assertThat(first.get("modelSha256").asString()).isEqualTo(inOneProcess(SPEC));
        assertThat(first.get("accuracy").asDouble()).isGreaterThan(0.6);
        assertThat(first.at("/spec/clients/count").asInt()).isEqualTo(4);

        String disturbed = server.submit(SPEC.formatted("disturbed"));
        server.awaitTask(disturbed, "round 1", task -> task.get("round").asInt() >= 1);
        sites.get(1).kill();
        sites.get(1).start();
        server.awaitTask(disturbed, "round 2", task -> task.get("round").asInt() >= 2);
        server.kill();
        server.start();
        server.awaitTask(disturbed, "round 3", task -> task.get("round").asInt() >= 3);
        sites.get(3).kill();
        server.kill();
        sites.get(3).start();
        server.start();
        JsonNode second = server.awaitCompleted(disturbed);

        for (JsonNode round : server.json("/api/v1/tasks/" + disturbed + "/rounds")) {
            assertThat(round.get("completed").asInt())
                    .as(() -> round + "\n" + server.lines(disturbed))
                    .isEqualTo(4);
        }
        assertThat(second.get("modelSha256")).isEqualTo(first.get("modelSha256"));
    }

    /** A site that is killed has lost its keys and is missed in its round; three of four are enough to read the sum. */
    @Test
    void sumsUnderMasksEndWithTheBitsOfOneProcessAndBearAKill() {
        String undisturbed = server.submit(MASKED.formatted("masked"));
        assertThat(server.awaitCompleted(undisturbed).get("modelSha256").asString())
                .isEqualTo(inOneProcess(MASKED));

        String disturbed = server.submit(MASKED.formatted("masked and disturbed"));
        server.awaitTask(disturbed, "round 1", task -> task.get("round").asInt() >= 1);
        sites.get(2).kill();
        sites.get(2).start();
        assertThat(server.awaitCompleted(disturbed).get("accuracy").asDouble()).isGreaterThan(0.6);
        for (JsonNode round : server.json("/api/v1/tasks/" + disturbed + "/rounds")) {
            assertThat(round.get("completed").asInt()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void refusesWhatSitesCannotDo() {
        assertThat(refusal("{\"dataset\": \"clothes\"}")).contains("east, north, south, west", "by-worker");
        assertThat(refusal("{\"dataset\": \"fashion-mnist\", \"partition\": {\"scheme\": \"by-worker\"}}"))
                .contains("the same at every worker");
        assertThat(
                        refusal(
                                "{\"dataset\": \"clothes\", \"partition\": {\"scheme\": \"by-worker\"}, \"clients\": {\"count\": 9}}"))
                .contains("leave the count out or say 4");
        assertThat(refusal("{\"dataset\": \"clothes\", \"partition\": {\"scheme\": \"by-worker\"}}"))
                .contains("use the preset logistic or mlp");
        assertThat(server.get("/api/v1/datasets/clothes/samples/0").statusCode())
                .isEqualTo(404);
        assertThat(server.get("/api/v1/artifacts/" + "0".repeat(64)).statusCode())
                .isEqualTo(401);
    }

    private String refusal(String spec) {
        var response = server.post("/api/v1/tasks", spec);
        assertThat(response.statusCode()).isEqualTo(422);
        return ServerProcess.body(response).get("errors").toString();
    }

    private long connected() {
        int count = 0;
        for (JsonNode worker : server.json("/api/v1/workers")) {
            count += worker.get("datasets").toString().contains("clothes") ? 1 : 0;
        }
        return count;
    }

    private Path table(int site) {
        return folder.resolve(NAMES.get(site) + ".csv");
    }

    /** The final model of the same task with the same sites as workers of this process. */
    private String inOneProcess(String task) {
        try (LocalFederation federation = new LocalFederation(folder.resolve("local"), Ticker.system())) {
            List<JointData.Site> described = new ArrayList<>();
            for (int i = 0; i < NAMES.size(); i++) {
                DatasetCatalog data = new DatasetCatalog(List.of(OwnData.of("clothes=" + table(i) + ",label=label")));
                described.add(new JointData.Site(NAMES.get(i), data.info().get(0)));
                federation.withWorker(NAMES.get(i), 1, data, new LocalTraining());
            }
            DatasetInfo joint = JointData.of(described).info();
            Encoding encoding = new Encoding(joint.shape(), joint.labels(), joint.columns(), List.of());
            List<Federation.Site> names =
                    NAMES.stream().map(name -> new Federation.Site(name, name)).toList();
            TaskSpec spec = JsonMapper.shared()
                    .readValue(
                            task.formatted("local").replace("\"model\"", "\"clients\": {\"count\": 4}, \"model\""),
                            TaskSpec.class);
            return federation
                    .train(spec, joint.shape(), new Federation(names, encoding))
                    .hex();
        }
    }
}
