package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who may do what on a server that asks for a login, and what is left of it in the audit log and in the server's own. */
class AccessIT {
    private static final String PASSWORD = "a long enough secret";

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static String admin;
    private static final Map<String, String> CALLERS = new LinkedHashMap<>();
    private static final List<String> SECRETS = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server = new ServerProcess(folder)
                .with("TRIBUTARY_LOGIN", "required")
                .with("TRIBUTARY_ATTEMPTS", "1000")
                .start();
        admin = basic("admin", Files.readString(folder.resolve("admin-password")));
        CALLERS.put("nobody", "");
        for (String role : List.of("viewer", "operator", "admin")) {
            CALLERS.put(role, bearer(apiToken(role + " of the table", role)));
        }
        CALLERS.put(
                "worker",
                bearer(secret(call("POST", "/api/v1/workers/tokens", admin, "{\"name\": \"of the table\"}"))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The last column: the least role that may. Others get 401 without a token, else 403. */
    @ParameterizedTest
    @CsvSource({
        "GET,    /actuator/health,               everyone",
        "GET,    /login,                         everyone",
        "GET,    /layout/layout.css,             everyone",
        "GET,    /,                              viewer",
        "GET,    /workers,                       viewer",
        "GET,    /compare,                       viewer",
        "GET,    /tasks/none,                    viewer",
        "GET,    /tasks/new,                     operator",
        "GET,    /admin,                         admin",
        "GET,    /api/v1/tasks,                  viewer",
        "HEAD,   /api/v1/tasks,                  viewer",
        "GET,    /api/v1/tasks/none/events,      viewer",
        "GET,    /api/v1/tasks/none/model,       viewer",
        "GET,    /api/v1/workers,                viewer",
        "GET,    /api/v1/datasets,               viewer",
        "GET,    /actuator/prometheus,           viewer",
        "GET,    /v3/api-docs,                   viewer",
        "POST,   /api/v1/plans,                  viewer",
        "POST,   /api/v1/plans/probes,           operator",
        "POST,   /api/v1/tasks?dryRun=true,      operator",
        "POST,   /api/v1/tasks/none/pause,       operator",
        "POST,   /api/v1/tasks/none/resume,      operator",
        "POST,   /api/v1/tasks/none/cancel,      operator",
        "DELETE, /api/v1/tasks/none,             operator",
        "GET,    /api/v1/studies,                viewer",
        "POST,   /api/v1/studies?dryRun=true,    operator",
        "POST,   /api/v1/studies/none/pause,     operator",
        "POST,   /api/v1/studies/none/promote,   operator",
        "DELETE, /api/v1/studies/none,           operator",
        "GET,    /studies,                       viewer",
        "GET,    /studies/new,                   operator",
        "POST,   /api/v1/workers/none/drain,     operator",
        "GET,    /api/v1/workers/tokens,         admin",
        "POST,   /api/v1/workers/tokens,         admin",
        "POST,   /api/v1/workers/tokens/x/rotate, admin",
        "DELETE, /api/v1/workers/tokens/x,       admin",
        "GET,    /api/v1/tokens,                 admin",
        "POST,   /api/v1/tokens,                 admin",
        "DELETE, /api/v1/tokens/x,               admin",
        "GET,    /api/v1/accounts,               admin",
        "POST,   /api/v1/accounts,               admin",
        "PATCH,  /api/v1/accounts/none,          admin",
        "GET,    /api/v1/audit,                  admin",
        "PUT,    /api/v1/nothing,                admin",
        "GET,    /api/v1/workers/link,           worker",
        "GET,    /api/v1/artifacts/x,            worker",
        "PUT,    /api/v1/artifacts/x,            worker",
    })
    void eachMayDoWhatTheTableSays(String method, String path, String least) {
        List<String> ranks = List.of("viewer", "operator", "admin");
        CALLERS.forEach((caller, authorization) -> {
            int status = call(method, path, authorization, method.equals("GET") ? null : "{}")
                    .statusCode();
            boolean may = least.equals("everyone")
                    || least.equals(caller)
                    || (ranks.contains(caller)
                            && ranks.contains(least)
                            && ranks.indexOf(caller) >= ranks.indexOf(least));
            if (may) {
                assertThat(status).as(caller + " " + method + " " + path).isNotIn(401, 403, 500);
            } else {
                assertThat(status)
                        .as(caller + " " + method + " " + path)
                        .isEqualTo(caller.equals("nobody") ? 401 : 403);
            }
        });
    }

    @Test
    void aWorkersTokenOpensUntilItIsRotatedOrRevoked() {
        JsonNode made = body(call("POST", "/api/v1/workers/tokens", admin, "{\"name\": \"Klinik Süd 🏥\"}"));
        String first = secret(made);
        String path = "/api/v1/workers/tokens/" + made.get("id").asString();
        assertThat(made.get("command").asString())
                .isEqualTo("./run worker --server " + server.url() + " --token " + first + " --data NAME=PATH");
        assertThat(artifact(first)).isNotIn(401, 403);
        HttpResponse<byte[]> again = call("POST", "/api/v1/workers/tokens", admin, "{\"name\": \"Klinik Süd 🏥\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(body(again).get("errors").get(0).get("field").asString()).isEqualTo("name");

        String second = secret(call("POST", path + "/rotate", admin, null));
        assertThat(artifact(first)).isEqualTo(401);
        assertThat(artifact(second)).isNotIn(401, 403);
        assertThat(text(call("GET", "/api/v1/workers/tokens", admin, null)))
                .contains("Klinik Süd")
                .doesNotContain(first, second, "hash");

        assertThat(call("DELETE", path, admin, null).statusCode()).isEqualTo(204);
        assertThat(artifact(second)).isEqualTo(401);
        assertThat(call("DELETE", path, admin, null).statusCode()).isEqualTo(404);
        assertThat(call("POST", "/api/v1/workers/tokens", admin, "{\"name\": \"Klinik Süd 🏥\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"''", "'   '", "'a\\u0007b'", "'right to \\u202e left'"})
    void refusesANameThatCannotBePrinted(String name) {
        for (String path : List.of("/api/v1/workers/tokens", "/api/v1/tokens")) {
            HttpResponse<byte[]> answer =
                    call("POST", path, admin, "{\"name\": \"" + name + "\", \"scope\": \"viewer\"}");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(body(answer).get("errors").get(0).get("field").asString())
                    .isEqualTo("name");
        }
    }

    @Test
    void anApiTokenEndsWhenItIsRevokedAndCannotBeMadePastItsTime() {
        String token = apiToken("passing", "viewer");
        assertThat(call("GET", "/api/v1/tasks", bearer(token), null).statusCode())
                .isEqualTo(200);
        JsonNode listed = body(call("GET", "/api/v1/tokens", admin, null));
        String id = "";
        for (JsonNode each : listed) {
            id = each.get("name").asString().equals("passing") ? each.get("id").asString() : id;
        }
        assertThat(call("DELETE", "/api/v1/tokens/" + id, admin, null).statusCode())
                .isEqualTo(204);
        assertThat(call("GET", "/api/v1/tasks", bearer(token), null).statusCode())
                .isEqualTo(401);
        HttpResponse<byte[]> late = call(
                "POST",
                "/api/v1/tokens",
                admin,
                "{\"name\": \"late\", \"scope\": \"viewer\", \"expiresAt\": \"2001-01-01T00:00:00Z\"}");
        assertThat(late.statusCode()).isEqualTo(422);
    }

    @Test
    void aLoginByFormEndsWithTheLogoutAndWithEachChangeOfTheAccount() {
        account("ada", "operator");
        HttpResponse<byte[]> wrong = login("ada", "not her password");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(text(wrong)).contains("value=\"ada\"", "Name and password do not belong together.");
        assertThat(text(login("nobody", "not her password"))).contains("Name and password do not belong together.");

        String session = session(login("ada", PASSWORD));
        assertThat(withCookie("GET", "/api/v1/tasks", session).statusCode()).isEqualTo(200);
        assertThat(withCookie("GET", "/api/v1/audit", session).statusCode()).isEqualTo(403);
        withCookie("POST", "/logout", session);
        assertThat(withCookie("GET", "/api/v1/tasks", session).statusCode()).isEqualTo(401);

        String another = session(login("ada", PASSWORD));
        assertThat(call("PATCH", "/api/v1/accounts/ada", admin, "{\"disabled\": true}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(withCookie("GET", "/api/v1/tasks", another).statusCode()).isEqualTo(401);
        assertThat(login("ada", PASSWORD).statusCode()).isEqualTo(401);
        assertThat(call("GET", "/api/v1/tasks", basic("ada", PASSWORD), null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesAnotherOriginsFormEvenWithTheCookie() {
        account("grace", "operator");
        String session = session(login("grace", PASSWORD));
        for (String path : List.of("/login", "/logout", "/api/v1/tasks")) {
            assertThat(server.send(request("POST", path, "", "{}")
                                    .header("Cookie", session)
                                    .header("Origin", "http://elsewhere.example")
                                    .build())
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(withCookie("GET", "/api/v1/tasks", session).statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheLastAdministratorAndRefusesShortPasswords() {
        assertThat(call("PATCH", "/api/v1/accounts/admin", admin, "{\"role\": \"viewer\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(call("PATCH", "/api/v1/accounts/admin", admin, "{\"disabled\": true}")
                        .statusCode())
                .isEqualTo(409);
        HttpResponse<byte[]> answer = call(
                "POST", "/api/v1/accounts", admin, "{\"name\": \"x\", \"role\": \"viewer\", \"password\": \"short\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(body(answer).get("errors").get(0).get("field").asString()).isEqualTo("password");
    }

    @Test
    void theAuditLogTellsWhoDidWhatAndNoLogHoldsASecret() throws IOException {
        account("eve", "viewer");
        String operator = apiToken("auditor's operator", "operator");
        String task = body(call(
                        "POST",
                        "/api/v1/tasks",
                        bearer(operator),
                        "{\"name\": \"audited\", \"model\": {\"preset\": \"logistic\"}, \"training\": {\"rounds\": 9000}}"))
                .get("id")
                .asString();
        for (String what : List.of("pause", "resume", "cancel")) {
            call("POST", "/api/v1/tasks/" + task + "/" + what, bearer(operator), null);
        }
        call("DELETE", "/api/v1/tasks/" + task, bearer(operator), null);
        String other = "another long secret";
        SECRETS.add(other);
        call("PATCH", "/api/v1/accounts/eve", admin, "{\"password\": \"" + other + "\"}");
        login("eve", other);
        // Typed into the wrong field, as happens.
        login(PASSWORD, "eve");
        call("GET", "/api/v1/tasks", bearer("tributary_api_guessed"), null);
        String malformed = text(call("POST", "/api/v1/accounts", admin, "{\"password\": \"" + PASSWORD));

        String audit = text(call("GET", "/api/v1/audit?size=500", admin, null));
        String who = "\"who\":\"token auditor's operator\",\"address\":\"127.0.0.1\",\"what\":\"";
        assertThat(audit)
                .contains(who + "create task\",\"target\":\"" + task + "\",\"outcome\":\"done\"")
                .contains(who + "pause task\",\"target\":\"" + task)
                .contains(who + "resume task\",\"target\":\"" + task)
                .contains(who + "cancel task\",\"target\":\"" + task)
                .contains(who + "delete task\",\"target\":\"" + task)
                .contains("\"what\":\"create account\",\"target\":\"eve as viewer\",\"outcome\":\"done\"")
                .contains("\"what\":\"change account\",\"target\":\"eve, new password\",\"outcome\":\"done\"")
                .contains(
                        "\"who\":\"eve\",\"address\":\"127.0.0.1\",\"what\":\"log in\",\"target\":\"\",\"outcome\":\"done\"")
                .contains("\"who\":\"unknown\",\"address\":\"127.0.0.1\",\"what\":\"log in\"")
                .contains("\"what\":\"use token\",\"target\":\"\",\"outcome\":\"refused (401)\"");
        assertThat(SECRETS).isNotEmpty();
        for (String secret : SECRETS) {
            assertThat(audit).doesNotContain(secret);
            assertThat(malformed).doesNotContain(secret);
            assertThat(server.log()).doesNotContain(secret);
        }
        assertThat(server.log())
                .doesNotContain(Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)));
        assertThat(server.log().split(Files.readString(folder.resolve("admin-password")), -1))
                .as("The first password is told once, at the first start")
                .hasSize(2);
    }

    private static int artifact(String token) {
        return call("GET", "/api/v1/artifacts/x", bearer(token), null).statusCode();
    }

    private static void account(String name, String role) {
        SECRETS.add(PASSWORD);
        String json = "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"%s\"}".formatted(name, role, PASSWORD);
        assertThat(call("POST", "/api/v1/accounts", admin, json).statusCode()).isEqualTo(201);
    }

    private static String apiToken(String name, String scope) {
        return secret(
                call("POST", "/api/v1/tokens", admin, "{\"name\": \"" + name + "\", \"scope\": \"" + scope + "\"}"));
    }

    private static String secret(HttpResponse<byte[]> made) {
        return secret(body(made));
    }

    private static String secret(JsonNode made) {
        String secret = made.get("token").asString();
        SECRETS.add(secret);
        return secret;
    }

    private static HttpResponse<byte[]> login(String name, String password) {
        return server.send(HttpRequest.newBuilder(URI.create(server.url() + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", server.url())
                .POST(HttpRequest.BodyPublishers.ofString(
                        "username=" + name.replace(' ', '+') + "&password=" + password.replace(' ', '+')))
                .build());
    }

    private static String session(HttpResponse<byte[]> login) {
        assertThat(login.statusCode()).isEqualTo(302);
        String cookie = login.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith("SESSION="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
        return cookie.split(";", 2)[0];
    }

    private static HttpResponse<byte[]> withCookie(String method, String path, String cookie) {
        return server.send(
                request(method, path, "", null).header("Cookie", cookie).build());
    }

    private static HttpResponse<byte[]> call(String method, String path, String authorization, @Nullable String json) {
        return server.send(request(method, path, authorization, json).build());
    }

    private static HttpRequest.Builder request(
            String method, String path, String authorization, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return request.method(
                method, json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private static JsonNode body(HttpResponse<byte[]> answer) {
        return ServerProcess.body(answer);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
