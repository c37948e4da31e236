package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.backend.ScriptedSite.Training;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.site.OwnData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A site with a right token that lies in the middle of a round, beside an honest one: what it sends is refused with the reason, and
 * the model is that of a round in which it sent nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSiteIT {
    private static final Pattern REASON = Pattern.compile("\"reason\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final TaskSpec.Codec FLOAT16 =
            JsonMapper.shared().readValue("{\"scheme\": \"float16\"}", TaskSpec.Codec.class);
    private static final String SAME = "the model, bit for bit; the honest site's update counted";
    private static final String SPEC = """
            {"name": "%s", "dataset": "%s", "partition": {"scheme": "by-worker"}, "model": {"preset": "logistic"},
             "clients": {"minimum": 1}, "training": {"rounds": 1}}
            """;

    private final ServerProcess server = SharedServer.get();
    private final String dataset = "d" + UUID.randomUUID().toString().substring(0, 8);
    private ScriptedSite honest;
    private ScriptedSite hostile;
    /** The model of a round in which the hostile site says that it cannot. */
    private String without;

    private record Outcome(String model, JsonNode round, String reason) {}

    @BeforeAll
    void connect() {
        honest = new ScriptedSite(server, token("a").get("token").asString(), dataset);
        JsonNode made = token("b");
        hostile = new ScriptedSite(server, made.get("token").asString(), dataset);
        server.await(
                "two sites",
                () -> server.json("/api/v1/workers").toString().split("\"" + dataset + "\"", -1).length > 4);
        without = run(ScriptedSite::fail).model;
    }

    @AfterAll
    void stop() {
        honest.close();
        hostile.close();
    }

    private JsonNode token(String name) {
        return ServerProcess.body(server.post(
                "/api/v1/workers/tokens",
                JsonMapper.shared().writeValueAsString(Map.of("name", name + " of " + dataset))));
    }

    private Outcome run(Training training) {
        hostile.trainBy(training);
        String id = server.submit(SPEC.formatted("hostile " + UUID.randomUUID(), dataset));
        String model = server.awaitCompleted(id).get("modelSha256").asString();
        JsonNode round = server.json("/api/v1/tasks/" + id + "/rounds").get(0);
        Matcher reason = REASON.matcher(
                server.json("/api/v1/tasks/" + id + "/events?after=0").toString());
        return new Outcome(model, round, reason.find() ? reason.group(1) : "");
    }

    private void refused(String tried, Training training, String words) {
        Outcome outcome = run(training);
        assertThat(outcome.reason).contains(words);
        assertThat(outcome.round.get("selected").asInt()).isEqualTo(2);
        assertThat(outcome.round.get("completed").asInt()).isEqualTo(1);
        assertThat(outcome.round.get("rejected").asInt()).isEqualTo(1);
        assertThat(outcome.model).isEqualTo(without);
        HostileTable.refused(tried, outcome.reason, SAME);
    }

    private static Training bytes(java.util.function.Function<Assignment, byte[]> update) {
        return (site, assignment) -> site.send(assignment, update.apply(assignment), ScriptedSite.ROWS);
    }

    private static long parameters(Assignment assignment) {
        return ScriptedSite.parameters(assignment);
    }

    @Test
    void updatesThatAreNoneAreRejected() {
        refused(
                "update of NaN",
                (site, assignment) -> site.complete(assignment, Float.NaN, ScriptedSite.ROWS),
                "NaN or infinite");
        refused(
                "update of infinite numbers",
                (site, assignment) -> site.complete(assignment, Float.NEGATIVE_INFINITY, ScriptedSite.ROWS),
                "NaN or infinite");
        refused(
                "update of huge numbers (1e30)",
                (site, assignment) -> site.complete(assignment, 1e30f, ScriptedSite.ROWS),
                "beyond");
        refused(
                "update of another layout (one parameter less)",
                bytes(assignment -> ScriptedSite.update(assignment, parameters(assignment) - 1, 1)),
                "");
        refused(
                "update packed by another scheme",
                bytes(assignment -> {
                    byte[] whole = new byte[(int) (16 + 4 * parameters(assignment))];
                    byte[] half = ScriptedSite.bytes(Compressors.of(FLOAT16), parameters(assignment), 1);
                    System.arraycopy(half, 0, whole, 0, half.length);
                    return whole;
                }),
                "");
        refused(
                "bytes that are no update",
                bytes(assignment -> "#!/bin/sh\nid\n".getBytes(StandardCharsets.UTF_8)),
                "");
        refused(
                "update that is announced and never sent",
                (site, assignment) -> site.answer(
                        assignment, new Result.Trained(new Sha256("c".repeat(64)), ScriptedSite.ROWS, 1, 0.1, 0, null)),
                "never arrived");
        refused("a negative number of examples", (site, assignment) -> site.complete(assignment, 1, -5), "-5 examples");
        refused(
                "an answer to something else",
                (site, assignment) -> site.answer(assignment, new Result.Initialised(new Sha256("c".repeat(64)), 0)),
                "no update");
    }

    @Test
    void moreExamplesThanWereDescribedDoNotCount() {
        String truth = run((site, assignment) -> site.complete(assignment, 4, ScriptedSite.ROWS)).model;
        Outcome lie = run((site, assignment) -> site.complete(assignment, 4, 1_000_000_000));
        assertThat(truth).isNotEqualTo(without);
        assertThat(lie.model).isEqualTo(truth);
        assertThat(lie.reason).contains("1000000000", "100");
        HostileTable.refused(
                "a thousand million examples claimed, 100 described", lie.reason, "the weights of both sites");
    }

    @Test
    void uploadsAreBoundedByTheLeaseAndByTheirNames() {
        AtomicReference<String> answer = new AtomicReference<>("");
        Outcome huge = run((site, assignment) -> {
            var response = site.patch(new Sha256("d".repeat(64)), 10_000_000_000L, new byte[1000]);
            answer.set(response.statusCode() + " " + response.body());
            site.fail(assignment);
        });
        assertThat(answer.get()).startsWith("413 ").contains("take at most");
        assertThat(huge.model).isEqualTo(without);
        HostileTable.refused("10 GB upload against a lease of some bytes", detail(String.valueOf(answer.get())), SAME);

        Outcome other = run((site, assignment) -> {
            byte[] update = ScriptedSite.update(assignment, parameters(assignment), 9);
            var response = site.patch(new Sha256("d".repeat(64)), update.length, update);
            answer.set(response.statusCode() + " " + response.body());
            site.answer(assignment, new Result.Trained(new Sha256("d".repeat(64)), ScriptedSite.ROWS, 1, 0.1, 0, null));
        });
        assertThat(answer.get()).startsWith("409 ").contains("ARTIFACT_CORRUPT");
        assertThat(other.model).isEqualTo(without);
        HostileTable.refused("upload under the hash of something else", detail(String.valueOf(answer.get())), SAME);

        Outcome foreign = run((site, assignment) -> {
            var response = site.fetch(without);
            answer.set(response.statusCode() + " " + response.body());
            site.fail(assignment);
        });
        assertThat(answer.get()).startsWith("404 ");
        assertThat(foreign.model).isEqualTo(without);
        HostileTable.refused(
                "another task's model fetched with a lease of one's own", detail(String.valueOf(answer.get())), SAME);
    }

    @Test
    void answersForOthersAndRepeatedAnswersDoNotCount() {
        CompletableFuture<Assignment> stolen = new CompletableFuture<>();
        honest.trainBy((site, assignment) -> {
            stolen.complete(assignment);
            // Holds back until the thief has spoken.
            tried.join();
            site.complete(assignment, 0.5f, ScriptedSite.ROWS);
        });
        Outcome outcome = run((site, assignment) -> {
            site.complete(stolen.join(), 9, ScriptedSite.ROWS);
            tried.complete(null);
            site.fail(assignment);
        });
        honest.trainBy((site, assignment) -> site.complete(assignment, 0.5f, ScriptedSite.ROWS));
        assertThat(outcome.model).isEqualTo(without);
        assertThat(outcome.round.get("completed").asInt()).isEqualTo(1);
        HostileTable.refused("an answer to the lease of another site", "not heard", SAME);

        String once = run((site, assignment) -> site.complete(assignment, 4, ScriptedSite.ROWS)).model;
        Outcome thrice = run((site, assignment) -> {
            Sha256 update = site.upload(ScriptedSite.update(assignment, parameters(assignment), 4));
            for (int i = 0; i < 3; i++) {
                site.answer(assignment, new Result.Trained(update, ScriptedSite.ROWS, 1, 0.25, 0, null));
            }
        });
        assertThat(thrice.model).isEqualTo(once);
        assertThat(thrice.round.get("completed").asInt()).isEqualTo(2);
        HostileTable.refused("the same answer three times", "heard once", "the weights of both sites");
    }

    private final CompletableFuture<Void> tried = new CompletableFuture<>();

    @Test
    void aTokenThatIsRevokedDuringARoundEndsTheSitesPart() throws Exception {
        JsonNode made = token("c");
        String id = made.get("id").asString();
        String name = "r" + dataset;
        JsonNode steady = token("d");
        try (ScriptedSite good = new ScriptedSite(server, steady.get("token").asString(), name);
                ScriptedSite bad = new ScriptedSite(server, made.get("token").asString(), name)) {
            server.await(
                    "two sites",
                    () -> server.json("/api/v1/workers").toString().split("\"" + name + "\"", -1).length > 4);
            CompletableFuture<Assignment> training = new CompletableFuture<>();
            good.trainBy((site, assignment) -> site.complete(assignment, 0.5f, ScriptedSite.ROWS));
            bad.trainBy((site, assignment) -> training.complete(assignment));
            String task = server.submit(SPEC.formatted("revoked " + name, name));
            Assignment held = training.join();
            server.request("DELETE", "/api/v1/workers/tokens/" + id);
            assertThat(bad.closed()).startsWith("4401 ");
            int status = bad.patch(new Sha256("e".repeat(64)), 10, new byte[10]).statusCode();
            assertThat(status).isEqualTo(401);
            server.awaitCompleted(task);
            JsonNode round = server.json("/api/v1/tasks/" + task + "/rounds").get(0);
            assertThat(round.get("completed").asInt()).isEqualTo(1);
            assertThat(round.get("lost").asInt()).isEqualTo(1);
            assertThat(held.work()).isNotNull();
            HostileTable.refused(
                    "a token revoked while its site trains",
                    "link closed (4401), upload 401, client lost",
                    "the honest site's update counted");
        }
    }

    @Test
    void aHundredReconnectsASecondHurtNobody() {
        String secret = token("e").get("token").asString();
        long start = System.nanoTime();
        for (int i = 0; i < 300; i++) {
            new ScriptedSite(server, secret, dataset + "x").close();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(server.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(run(ScriptedSite::fail).model).isEqualTo(without);
        HostileTable.refused(
                "300 connections of one token, one after the other at once (%.0f a second)".formatted(300 / seconds),
                "each taken and forgotten",
                SAME);
    }

    @Test
    void aDataSetThatIsNamedLikeAPathIsTurnedAway() throws Exception {
        String before = server.json("/api/v1/datasets").toString();
        JsonNode made = token("f");
        try (ScriptedSite site = new ScriptedSite(server, made.get("token").asString(), "../../etc/passwd")) {
            String answer = String.valueOf(site.closed());
            assertThat(answer).startsWith("4400 ").contains("names a data set");
            assertThat(server.json("/api/v1/datasets").toString()).isEqualTo(before);
            HostileTable.refused("a worker whose data set is named ../../etc/passwd", answer, "the list of data sets");
        }
    }

    @Test
    void dataOfASiteThatWouldHurtItAreNotOffered(@TempDir Path folder) throws IOException {
        Path ragged = Files.writeString(folder.resolve("ragged.csv"), "a,b,label\n1,2,x\n1,2,3,4,y\n1,z\n");
        notOffered("CSV with ragged rows", "heart=" + ragged + ",label=label");
        Path bomb = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            for (String name : List.of("x.npy", "y.npy")) {
                zip.putNextEntry(new ZipEntry(name));
                String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (100000000, 1000), }";
                byte[] padded = (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
                zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded.length, 0});
                zip.write(padded);
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 50; i++) {
                    zip.write(zeros);
                }
            }
        }
        notOffered("NPZ that announces 400 GB", "heart=" + bomb);
        Path tricks = folder.resolve("tricks.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(tricks))) {
            zip.putNextEntry(new ZipEntry("../../x.npy"));
            zip.write(1);
        }
        notOffered("NPZ whose entries are named ../../x.npy", "heart=" + tricks);
        notOffered("data named ../../etc/passwd", "../../etc/passwd=" + ragged);
    }

    private static void notOffered(String tried, String argument) {
        String answer;
        try {
            DatasetCatalog catalog = new DatasetCatalog(List.of(OwnData.of(argument)));
            assertThat(catalog.info()).isEmpty();
            answer = catalog.problems().values().toString();
        } catch (io.tributary.protocol.error.TributaryException e) {
            answer = e.message();
        }
        assertThat(answer).isNotEmpty();
        HostileTable.refused(tried, answer.replaceAll("/[^ :,]*/", ""), "nothing is offered to the server");
    }

    private static String detail(String answer) {
        Matcher detail = Pattern.compile("\"detail\":\"([^\"]*)\"").matcher(answer);
        return answer.substring(0, 3) + (detail.find() ? " " + detail.group(1) : "");
    }
}
