package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server on a real PostgreSQL: the same bits as on H2, and recovery from a kill. */
class PostgreSqlIT {
    private static final String SPEC = """
            {"name": "%s", "model": {"preset": "logistic"}, "clients": {"count": 10, "fraction": 0.5}, "training": {"rounds": 6}}
            """;

    private static final String SMALL =
            "\"model\": {\"preset\": \"logistic\"}, \"clients\": {\"count\": 100, \"fraction\": 0.02}, \"training\": {\"rounds\": 2}";

    @TempDir
    private Path folder;

    @Test
    void trainsRecoversFromAKillAndEndsWithTheModelOfAnUndisturbedRun() {
        try (ServerProcess server = TestDatabase.onPostgreSql(folder).start()) {
            String task = server.submit(SPEC.formatted("disturbed"));
            server.awaitTask(task, "round 2", seen -> seen.get("round").asInt() >= 2);
            server.kill();
            server.start();
            String disturbed = server.awaitCompleted(task).get("modelSha256").asString();
            assertThat(server.train(SPEC.formatted("undisturbed"))).isEqualTo(disturbed);
            assertThat(SharedServer.get().train(SPEC.formatted("on H2"))).isEqualTo(disturbed);
            String study = server.search("{\"task\": {" + SMALL + "}, \"budget\": {\"trials\": 3}}");
            assertThat(server.awaitSearched(study).get("best").get("values")).hasSize(1);
            assertThat(server.json("/api/v1/studies/" + study + "/trials")).hasSize(3);
        }
    }
}
