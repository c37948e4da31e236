package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.faults.KillAtTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that is killed at any point of a study asks for the same trials, runs none of them twice, and overruns no budget. */
class KilledStudyIT {
    /** Of which 6 are set aside for the check: the best and the start, once more. */
    private static final long ROUNDS = 24;

    private static final String SPEC = """
            {"name": "killed", "task": {"model": {"preset": "logistic"}, "clients": {"count": 100, "fraction": 0.02},
             "training": {"rounds": 3}}, "budget": {"rounds": 24, "trials": 40}}
            """;
    /** Each in the process after the one before. */
    private static final List<String> KILLS = List.of(
            "0:" + KillAtTrial.NO_TASK,
            "1:" + KillAtTrial.RUNS_BEFORE_IT_WAITS,
            "any:" + KillAtTrial.WAITS_BEFORE_IT_GOES_ON,
            "3:" + KillAtTrial.TASK_MADE,
            "4:" + KillAtTrial.ROUND_COMMITTED,
            "again:" + KillAtTrial.TASK_ENDED);

    @TempDir
    private Path folder;

    @Test
    void asksForTheSameTrialsAndRunsNoneTwiceWhereverItIsKilled() throws IOException {
        List<String> undisturbed;
        try (ServerProcess server = new ServerProcess(folder.resolve("calm")).start()) {
            String study = server.search(SPEC);
            server.awaitSearched(study);
            undisturbed = told(server, study);
        }
        try (ServerProcess server =
                new ServerProcess(folder.resolve("data")).beside(folder.resolve("beside"), KillAtTrial.class)) {
            server.with(KillAtTrial.WHEN, KILLS.get(0)).start();
            try {
                server.search(SPEC);
            } catch (UncheckedIOException e) {
                // It was killed before it could answer; the study was written before its first trial.
            }
            for (int kill = 1; kill <= KILLS.size(); kill++) {
                server.awaitKilled();
                server.with(KillAtTrial.WHEN, kill < KILLS.size() ? KILLS.get(kill) : "")
                        .launch();
            }
            server.awaitHealthy();
            String study = server.json("/api/v1/studies").at("/content/0/id").asString();
            server.awaitSearched(study);
            assertThat(told(server, study)).isEqualTo(undisturbed);
            assertEachTaskOnceWithinTheBudget(server, study);
        }
    }

    /** What was tried, in which order and by whom, what came of it, and what the check says. */
    private static List<String> told(ServerProcess server, String study) {
        List<String> told = new ArrayList<>();
        for (JsonNode trial : server.json("/api/v1/studies/" + study + "/trials")) {
            StringBuilder line = new StringBuilder();
            for (String field : List.of("number", "state", "source", "params", "rationale", "values", "failure")) {
                line.append(trial.get(field)).append(' ');
            }
            trial.get("intermediate")
                    .forEach(report -> line.append(report.get("round"))
                            .append(':')
                            .append(report.get("accuracy"))
                            .append(' '));
            told.add(line.toString());
        }
        told.add(server.json("/api/v1/studies/" + study)
                .get("check")
                .get("means")
                .toString());
        return told;
    }

    private static void assertEachTaskOnceWithinTheBudget(ServerProcess server, String study) {
        Set<String> expected = new HashSet<>();
        long rounds = 0;
        for (JsonNode trial : server.json("/api/v1/studies/" + study + "/trials")) {
            expected.add(trial.get("taskId").asString());
            rounds += trial.get("used").get("rounds").asLong();
        }
        for (JsonNode repeat :
                server.json("/api/v1/studies/" + study).get("check").get("repeats")) {
            expected.add(repeat.get("taskId").asString());
            rounds += repeat.get("used").get("rounds").asLong();
        }
        JsonNode tasks = server.json("/api/v1/tasks?size=500");
        Set<String> made = new HashSet<>();
        long trained = 0;
        for (JsonNode task : tasks.get("content")) {
            made.add(task.get("id").asString());
            trained += task.get("round").asLong();
        }
        assertThat(tasks.get("total").asInt()).as("no task twice").isEqualTo(expected.size());
        assertThat(made).isEqualTo(expected);
        assertThat(trained).as("rounds, each counted").isEqualTo(rounds).isLessThanOrEqualTo(ROUNDS);
    }
}
