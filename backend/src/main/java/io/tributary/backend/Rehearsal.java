package io.tributary.backend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A start that does a little of everything and ends, for the build: a JVM that is told to archives the classes that it loaded. Whatever
 * cannot be done here, as where the data set is missing, only makes later starts slower.
 */
final class Rehearsal {
    private static final List<String> SEEN = List.of(
            "/actuator/health",
            "/",
            "/tasks/new",
            "/workers",
            "/api/v1/tasks",
            "/api/v1/workers",
            "/api/v1/task-schema");

    private static final String TASK = """
            {"name": "rehearsal", "model": {"preset": "logistic"}, "clients": {"count": 100, "fraction": 0.02},
             "training": {"rounds": 1}, "compression": {"uplink": {"scheme": "top-k"}, "downlink": {"scheme": "quantize"}}}
            """;

    private static final int LOOKS = 300;

    private Rehearsal() {}

    /** Runs on a data folder, a database and a port of its own, whatever the environment says. */
    static void run(SpringApplication application) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("tributary-rehearsal");
        try (ConfigurableApplicationContext context = application.run(
                "--tributary.data=" + data,
                "--spring.datasource.url=jdbc:h2:file:" + data + "/tributary;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "--spring.datasource.username=rehearsal",
                "--spring.datasource.password=",
                "--tributary.access.login=off",
                "--tributary.language-model.name=",
                "--server.address=127.0.0.1",
                "--server.port=0")) {
            play("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static void play(String server) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        for (String path : SEEN) {
            get(http, server + path);
        }
        http.send(
                HttpRequest.newBuilder(URI.create(server + "/api/v1/tasks"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(TASK))
                        .build(),
                BodyHandlers.discarding());
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < LOOKS && get(http, server + "/api/v1/tasks").contains("\"RUNNING\""); i++) {
            boolean unused = never.await(100, TimeUnit.MILLISECONDS);
        }
    }

    private static String get(HttpClient http, String url) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                BodyHandlers.ofString());
        return response.body();
    }
}
