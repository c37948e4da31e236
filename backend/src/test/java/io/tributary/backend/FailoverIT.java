package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two servers on one PostgreSQL and one data folder: one leads, the other takes over, and the first never gets in its way again. */
class FailoverIT {
    private static final String SPEC = """
            {"name": "%s", "model": {"preset": "mlp"}, "clients": {"count": 20, "fraction": 0.5}, "training": {"rounds": 8},
             "compression": {"uplink": {"scheme": "top-k", "keep": 0.1}, "downlink": {"scheme": "top-k", "keep": 0.05}}}
            """;
    private static final int ROUNDS = 8;
    private static final double MOST_SECONDS = 15;
    /** EX_TEMPFAIL: to be started again. */
    private static final int START_AGAIN = 75;

    @TempDir
    private Path folder;

    @Test
    void theStandbyTakesOverFromALeaderThatIsKilledAndFromOneThatHangsWhichIsKeptFromEverythingWhenItWakesUp() {
        try (ServerProcess first = TestDatabase.onPostgreSql(folder).start();
                ServerProcess second = TestDatabase.onPostgreSql(folder)) {
            String undisturbed = first.train(SPEC.formatted("undisturbed"));
            second.launch();
            second.awaitHealth("STANDBY");
            // All tasks are equal, so these are the models of the next ones too.
            Set<String> models = artifacts();
            assertSendsEveryoneAway(second, first.url());

            String task = first.submit(SPEC.formatted("killed"));
            first.awaitTask(task, "round 2", seen -> seen.get("round").asInt() >= 2);
            first.kill();
            Instant killed = Instant.now();
            assertGoesOn(second, task, "kill -9", killed);
            assertThat(second.awaitCompleted(task).get("modelSha256").asString())
                    .isEqualTo(undisturbed);
            assertEachRoundOnce(second, task);

            first.launch();
            first.awaitHealth("STANDBY");
            String other = second.submit(SPEC.formatted("frozen"));
            second.awaitTask(other, "round 2", seen -> seen.get("round").asInt() >= 2);
            second.freeze();
            Instant frozen = Instant.now();
            assertGoesOn(first, other, "SIGSTOP", frozen);
            assertThat(first.awaitCompleted(other).get("modelSha256").asString())
                    .isEqualTo(undisturbed);
            JsonNode events = events(first, other);
            first.await("what the task left to be removed", () -> artifacts().equals(models));

            second.thaw();
            second.awaitExit(START_AGAIN);
            assertThat(second.log()).contains("Another server has taken the lead");
            assertThat(artifacts()).isEqualTo(models);
            assertThat(events(first, other)).isEqualTo(events);
            assertEachRoundOnce(first, other);
            for (int round = 1; round <= ROUNDS; round++) {
                assertThat(first.get("/api/v1/tasks/" + other + "/model?round=" + round)
                                .statusCode())
                        .as("nothing that is needed has gone")
                        .isEqualTo(200);
            }
        }
    }

    private static void assertSendsEveryoneAway(ServerProcess standby, String leader) {
        assertThat(standby.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(standby.get("/layout/layout.css").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> refused = standby.post("/api/v1/tasks", "{}");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(ServerProcess.body(refused).get("code").asString()).isEqualTo("STANDBY");
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains(leader);
    }

    private static void assertGoesOn(ServerProcess server, String task, String what, Instant since) {
        server.awaitHealthy();
        double answered = seconds(since, Instant.now());
        server.await(
                "a round to begin", () -> server.roundStarts(task).stream().anyMatch(begun -> begun.isAfter(since)));
        Instant moved = server.roundStarts(task).stream()
                .filter(begun -> begun.isAfter(since))
                .findFirst()
                .orElseThrow();
        FaultTable.overcome("failover after " + what + " (bar 15 s)", List.of(seconds(since, moved)), MOST_SECONDS);
        FaultTable.noted("until the standby answers", List.of(answered));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static void assertEachRoundOnce(ServerProcess server, String task) {
        JsonNode rounds = server.json("/api/v1/tasks/" + task + "/rounds");
        assertThat(rounds).hasSize(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(rounds.get(i).get("round").asInt()).isEqualTo(i + 1);
            assertThat(rounds.get(i).get("completed").asInt()).isEqualTo(10);
        }
        int completed = 0;
        for (JsonNode client : server.json("/api/v1/tasks/" + task + "/clients")) {
            completed += client.get("completed").asInt();
        }
        assertThat(completed).as("updates that count, each once").isEqualTo(10 * ROUNDS);
    }

    private static JsonNode events(ServerProcess server, String task) {
        return server.json("/api/v1/tasks/" + task + "/events?after=0");
    }

    /** The names of all artifacts, in whichever leader's folder. */
    private Set<String> artifacts() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> folder.relativize(file).toString().startsWith("artifacts"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
