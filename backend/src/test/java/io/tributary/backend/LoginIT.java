package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginIT {
    @TempDir
    private Path folder;

    @Test
    void asksForAPasswordUnlessBoundToLoopbackAndKeepsItInAFileOfItsOwn() throws Exception {
        try (ServerProcess server =
                new ServerProcess(folder).with("TRIBUTARY_ADDRESS", "0.0.0.0").start()) {
            for (String path : new String[] {"/", "/api/v1/tasks", "/v3/api-docs", "/actuator/prometheus"}) {
                assertThat(server.get(path).statusCode()).as(path).isEqualTo(401);
            }
            Path file = folder.resolve("admin-password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(status(server, Files.readString(file))).isEqualTo(200);
            assertThat(status(server, "guess")).isEqualTo(401);
        }
    }

    private static int status(ServerProcess server, String password) {
        String login = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        return server.send(HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/tasks"))
                        .header("Authorization", "Basic " + login)
                        .build())
                .statusCode();
    }
}
