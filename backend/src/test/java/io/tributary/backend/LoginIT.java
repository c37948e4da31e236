package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
            // The ten that an address may have wrong in a minute, then even the right one waits.
            for (int i = 0; i < 10; i++) {
                assertThat(status(server, "guess")).isEqualTo(401);
            }
            HttpResponse<byte[]> limited = answer(server, "guess");
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 60L);
            assertThat(ServerProcess.body(limited).get("code").asString()).isEqualTo("TOO_MANY_REQUESTS");
            assertThat(server.get("/login").statusCode()).isEqualTo(200);
            assertThat(server.log()).contains("NOT ENCRYPTED");
        }
    }

    /** The file is the way back in for who has locked everyone out. */
    @Test
    void theFileGivesTheAdministratorItsPasswordAtEachStart() throws Exception {
        try (ServerProcess server =
                new ServerProcess(folder).with("TRIBUTARY_LOGIN", "required").start()) {
            server.kill();
            Files.writeString(folder.resolve("admin-password"), "written by hand");
            server.start();
            assertThat(status(server, "written by hand")).isEqualTo(200);
        }
    }

    private static int status(ServerProcess server, String password) {
        return answer(server, password).statusCode();
    }

    private static HttpResponse<byte[]> answer(ServerProcess server, String password) {
        String login = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        return server.send(HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/tasks"))
                .header("Authorization", "Basic " + login)
                .build());
    }
}
