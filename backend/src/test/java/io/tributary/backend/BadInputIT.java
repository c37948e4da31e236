package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Bad input gets a problem with a code and the field to blame, creates nothing, and the server keeps serving. */
class BadInputIT {
    @TempDir
    private static Path folder;

    private final ServerProcess server = SharedServer.get();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"trainning\": {}}                                          | trainning                 | Did you mean training?",
                "{\"training\": {\"round\": 3}}                               | training.round            | Did you mean training.rounds?",
                "{\"training\": {\"rounds\": \"ten\"}}                        | training.rounds           | whole number",
                "{\"training\": {\"rounds\": 2.5}}                            | training.rounds           | whole number",
                "{\"training\": {\"rounds\": 0}}                              | training.rounds           | at least 1",
                "{\"training\": {\"rounds\": 1e300}}                          | training.rounds           | at most 100000",
                "{\"training\": {\"learningRate\": 0}}                        | training.learningRate     | more than 0",
                "{\"training\": {\"learningRate\": -1e-400}}                  | training.learningRate     | more than 0",
                "{\"training\": {\"momentum\": 1}}                            | training.momentum         | less than 1",
                "{\"training\": {\"optimizer\": \"adma\"}}                    | training.optimizer        | Did you mean adam?",
                "{\"clients\": {\"count\": 10, \"fraction\": 0.1, \"minimum\": 2}} | clients.fraction     | selects 1 a round",
                "{\"clients\": {\"count\": 5, \"minimum\": 6}}                | clients.minimum           | only 5 clients",
                "{\"clients\": {\"count\": 20000}}                            | clients.count             | at most 10000",
                "{\"clients\": {\"fraction\": 0.5, \"selection\": \"full\"}}  | clients.selection         | full selects every client",
                "{\"clients\": 5}                                             | clients                   | an object",
                "{\"dataset\": \"mnist\"}                                     | dataset                   | Known: fashion-mnist",
                "{\"model\": {\"preset\": \"lenet\"}}                         | model.preset              | Known: logistic, mlp, lenet5, cnn, resnet8",
                "{\"model\": {\"preset\": \"mlp\", \"layers\": [{\"type\": \"flatten\"}, {\"type\": \"dense\"}]}} | model | not both",
                "{\"model\": {\"layers\": [{\"type\": \"dense\"}]}}           | model.layers[0]           | flatten",
                "{\"model\": {\"layers\": [{\"type\": \"conv\", \"filters\": 4}]}} | model.layers[0].kernel | missing",
                "{\"model\": {\"layers\": [{\"type\": \"flatten\"}, {\"type\": \"dense\", \"units\": 3}]}} | model.layers[1] | 10 outputs",
                "{\"aggregation\": {\"strategy\": \"fedsgd\"}}                | aggregation.strategy      | Known: fedavg",
                "{\"compression\": {\"uplink\": {\"scheme\": \"zip\"}}}       | compression.uplink.scheme | Known: none",
                "{\"compression\": {\"uplink\": {\"scheme\": \"quantize\", \"bits\": 17}}} | compression.uplink.bits | at most 16",
                "{\"compression\": {\"downlink\": {\"scheme\": \"quantize\", \"bits\": 0}}} | compression.downlink.bits | at least 1",
                "{\"compression\": {\"uplink\": {\"scheme\": \"top-k\", \"keep\": 0}}} | compression.uplink.keep | more than 0",
                "{\"compression\": {\"uplink\": {\"scheme\": \"top-k\", \"keep\": 1.5}}} | compression.uplink.keep | at most 1",
                "{\"partition\": {\"scheme\": \"shards\", \"classesPerClient\": 11}} | partition.classesPerClient | 10 classes",
                "{\"partition\": {\"scheme\": \"by-worker\"}}                 | partition.scheme          | the same at every worker",
                "{\"privacy\": {\"noiseMultiplier\": 1}}                      | privacy.clipNorm          | set one",
                "{\"name\": \" \"}                                            | name                      | blank",
                "{\"seed\": -1}                                               | seed                      | at least 0",
            })
    void namesTheFieldAndTheBound(String spec, String field, String message) {
        long before = tasks();
        HttpResponse<byte[]> response = server.post("/api/v1/tasks", spec);
        JsonNode problem = problem(response, 422, "INVALID_SPEC");
        assertThat(problem.get("errors")).anySatisfy(error -> {
            assertThat(error.get("field").asString()).isEqualTo(field);
            assertThat(error.get("message").asString()).contains(message);
        });
        assertThat(tasks()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"goal\": \"money\"}          | 400 | MALFORMED_JSON    | traffic",
                "{\"goals\": \"cpu\"}           | 400 | MALFORMED_JSON    | goals",
                "[]                               | 400 | MALFORMED_JSON    | plan request",
                "{\"tolerance\": -1}            | 400 | INVALID_PARAMETER | from 0 to 0.5",
                "{\"tolerance\": 7}             | 400 | INVALID_PARAMETER | from 0 to 0.5",
                "{\"spec\": {\"trainning\": 1}} | 422 | INVALID_SPEC      | trainning",
                "{\"spec\": 5}                  | 400 | MALFORMED_JSON    | object",
            })
    void refusesPlansThatMeanNothing(String request, int status, String code, String message) {
        HttpResponse<byte[]> response = server.post("/api/v1/plans", request);
        assertThat(problem(response, status, code).toString()).contains(message);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        JsonNode problem = problem(
                server.post("/api/v1/tasks", "{\"seed\": \"x\", \"clients\": {\"count\": 0}, \"foo\": 1}"),
                422,
                "INVALID_SPEC");
        assertThat(problem.get("errors")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{", "[]", "``", "nonsense", "{} {}", "{\"seed\": 1, \"seed\": 2}", "{\"seed\": NaN}"})
    void refusesWhatIsNoJsonObject(String body) {
        problem(server.post("/api/v1/tasks", body), 400, "MALFORMED_JSON");
    }

    @Test
    void refusesDeepNestingWithoutHarm() {
        problem(server.post("/api/v1/tasks", "{\"a\":".repeat(50_000)), 400, "MALFORMED_JSON");
    }

    @Test
    void refusesAHugeBodyAndAnotherMediaType() {
        char[] tenMegabytes = new char[10_000_000];
        Arrays.fill(tenMegabytes, ' ');
        problem(server.post("/api/v1/tasks", new String(tenMegabytes) + "{}"), 413, "BODY_TOO_LARGE");
        HttpRequest text = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/tasks"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        problem(server.send(text), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void refusesChangesFromPagesOfOtherOrigins() {
        HttpRequest foreign = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/tasks"))
                .header("Content-Type", "application/json")
                .header("Origin", "http://elsewhere.example")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        long before = tasks();
        problem(server.send(foreign), 403, "FORBIDDEN");
        assertThat(tasks()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /api/v1/tasks/none                        | 404 | NOT_FOUND",
                "GET    | /api/v1/tasks/none/rounds                 | 404 | NOT_FOUND",
                "GET    | /api/v1/tasks/none/clients                | 404 | NOT_FOUND",
                "GET    | /api/v1/tasks/none/events                 | 404 | NOT_FOUND",
                "GET    | /api/v1/tasks/none/model                  | 404 | NOT_FOUND",
                "POST   | /api/v1/tasks/none/pause                  | 404 | NOT_FOUND",
                "DELETE | /api/v1/tasks/none                        | 404 | NOT_FOUND",
                "GET    | /api/v1/datasets/none/partition           | 404 | NOT_FOUND",
                "GET    | /api/v1/datasets/fashion-mnist/partition?scheme=none | 422 | INVALID_SPEC",
                "GET    | /api/v1/datasets/fashion-mnist/partition?client=3    | 400 | INVALID_PARAMETER",
                "POST   | /api/v1/workers/none/drain                | 404 | NOT_FOUND",
                "GET    | /api/v1/none                              | 404 | NOT_FOUND",
                "PUT    | /api/v1/tasks                             | 405 | METHOD_NOT_ALLOWED",
                "GET    | /api/v1/tasks?page=-1                     | 400 | INVALID_PARAMETER",
                "GET    | /api/v1/tasks?size=0                      | 400 | INVALID_PARAMETER",
                "GET    | /api/v1/tasks?page=first                  | 400 | INVALID_PARAMETER",
                "GET    | /api/v1/tasks?state=DONE                  | 400 | INVALID_PARAMETER",
            })
    void answersWithAProblemWhateverIsAskedFor(String method, String path, int status, String code) {
        problem(server.request(method, path), status, code);
    }

    @Test
    void refusesASecondTaskOfTheSameNameAndActionsInTheWrongState() {
        String name =
                "{\"name\": \"<b>once</b> 🌊\", \"model\": {\"preset\": \"logistic\"}, \"training\": {\"rounds\": 1}}";
        String id = server.submit(name);
        JsonNode problem = problem(server.post("/api/v1/tasks", name), 409, "NAME_TAKEN");
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo("name");
        server.awaitCompleted(id);
        for (String action : new String[] {"pause", "resume", "cancel"}) {
            JsonNode wrong = problem(server.request("POST", "/api/v1/tasks/" + id + "/" + action), 409, "WRONG_STATE");
            assertThat(wrong.get("detail").asString()).contains("COMPLETED");
        }
        problem(server.get("/api/v1/tasks/" + id + "/model?format=pickle"), 400, "INVALID_PARAMETER");
        problem(server.get("/api/v1/tasks/" + id + "/model?round=99"), 404, "NOT_FOUND");
        assertThat(server.request("DELETE", "/api/v1/tasks/" + id).statusCode()).isEqualTo(204);
        problem(server.get("/api/v1/tasks/" + id), 404, "NOT_FOUND");
    }

    @Test
    void startsWithoutADataSetThatIsTruncatedAndSaysWhatIsWrongWithIt() throws Exception {
        Path data = folder.resolve("truncated");
        Path broken = Files.createDirectories(data.resolve("datasets/fashion-mnist"));
        Path whole = Path.of("/usr/share/datasets/fashion-mnist");
        for (String file :
                new String[] {"train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"}) {
            Files.copy(whole.resolve(file), broken.resolve(file));
        }
        byte[] images = Files.readAllBytes(whole.resolve("train-images-idx3-ubyte.gz"));
        Files.write(broken.resolve("train-images-idx3-ubyte.gz"), Arrays.copyOf(images, images.length / 2));
        refusesEveryTaskFor(data, "train-images-idx3-ubyte.gz");
    }

    private static void refusesEveryTaskFor(Path data, String reason) {
        try (ServerProcess other = new ServerProcess(data).start()) {
            for (String spec : new String[] {"{}", "{\"dataset\": \"fashion-mnist\"}"}) {
                JsonNode problem = problem(other.post("/api/v1/tasks", spec), 422, "INVALID_SPEC");
                JsonNode error = problem.get("errors").get(0);
                assertThat(error.get("field").asString()).isEqualTo("dataset");
                assertThat(error.get("message").asString()).contains(reason);
            }
            assertThat(other.get("/").statusCode()).isEqualTo(200);
        }
    }

    private long tasks() {
        return server.json("/api/v1/tasks").get("total").asLong();
    }

    private static JsonNode problem(HttpResponse<byte[]> response, int status, String code) {
        JsonNode problem = ServerProcess.body(response);
        assertThat(response.statusCode()).as(problem.toString()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asString()).isNotBlank();
        return problem;
    }
}
