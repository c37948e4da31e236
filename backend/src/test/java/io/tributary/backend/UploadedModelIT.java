package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Models that people bring along. */
class UploadedModelIT {
    private static final String PATH = "/api/v1/models/uploaded";
    private static final int WEIGHTS = 7840;

    private final ServerProcess server = SharedServer.get();

    @Test
    void aTaskStartsFromADownloadedModelThatIsUploadedAgain() {
        String first = server.submit(spec(2, ""));
        String trained = server.awaitCompleted(first).get("modelSha256").asString();
        byte[] model = server.get("/api/v1/tasks/" + first + "/model").body();

        JsonNode uploaded = ServerProcess.body(upload("my model", model));
        assertThat(uploaded.get("sha256").asString()).isEqualTo(trained);
        assertThat(uploaded.get("parameters").asInt()).isEqualTo(WEIGHTS + 10);
        server.request("DELETE", "/api/v1/tasks/" + first);
        String second = server.submit(spec(1, start(trained)));
        server.awaitCompleted(second);
        assertThat(firstModel(second)).isEqualTo(trained);

        assertThat(server.request("DELETE", PATH + "/" + trained).statusCode()).isEqualTo(204);
        assertThat(server.request("DELETE", PATH + "/" + trained).statusCode()).isEqualTo(404);
        // The task that started from it keeps it; once that is gone, nothing does.
        assertThat(server.get("/api/v1/tasks/" + second + "/model?round=0").body())
                .isEqualTo(model);
        server.request("DELETE", "/api/v1/tasks/" + second);
        assertThat(refusal(spec(1, start(trained)))).contains("start.model").contains("no model");
    }

    /** As PyTorch's own safetensors writes it: by name, bias before weight, with other metadata. */
    @Test
    void tensorsMayComeInAnyOrder() {
        float[] weights = new float[WEIGHTS];
        for (int i = 0; i < WEIGHTS; i++) {
            weights[i] = i * 1e-6f;
        }
        float[] bias = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        String header = "{\"1.bias\":{\"dtype\":\"F32\",\"shape\":[10],\"data_offsets\":[0,40]},"
                + "\"1.weight\":{\"dtype\":\"F32\",\"shape\":[10,784],\"data_offsets\":[40,31400]},"
                + "\"__metadata__\":{\"format\":\"pt\",\"author\":\"somebody\"}}";
        String sha256 = ServerProcess.body(upload("sorted", file(header, bias, weights)))
                .get("sha256")
                .asString();

        String task = server.submit(spec(1, start(sha256)));
        server.awaitCompleted(task);

        byte[] started = server.get("/api/v1/tasks/" + task + "/model?round=0").body();
        byte[] numbers = Arrays.copyOfRange(started, started.length - 4 * (WEIGHTS + 10), started.length);
        float[] read = new float[WEIGHTS + 10];
        ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(read);
        assertThat(Arrays.copyOf(read, WEIGHTS)).isEqualTo(weights);
        assertThat(Arrays.copyOfRange(read, WEIGHTS, WEIGHTS + 10)).isEqualTo(bias);
        assertThat(server.json(PATH).toString()).contains(sha256).contains("sorted");
        assertThat(refusal("{\"model\": {\"preset\": \"mlp\"}, \"start\": {\"model\": \"" + sha256 + "\"}}"))
                .contains("start.model")
                .contains("1.weight");
        server.request("DELETE", PATH + "/" + sha256);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"w":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}                                                          | only F32
            {"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}                                                         | cut short
            {"w":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}}                                                         | begins at byte 8
            {"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"v":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}    | begins at byte 4
            {"w":{"dtype":"F32","shape":[9223372036854775807,8],"data_offsets":[0,8]}}                                      | impossible shape
            {"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}                                                         | at least 0
            {"w":{"dtype":"F32","shape":[1e3],"data_offsets":[0,8]}}                                                        | whole numbers
            {"w":{"dtype":"F32","data_offsets":[0,8]}}                                                                      | no shape
            {"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}     | not JSON
            {"__metadata__":{}}                                                                                             | takes 0
            ["w"]                                                                                                           | not a JSON object
            {"w":                                                                                                           | not JSON
            """)
    void refusesWhatIsNoModel(String header, String reason) {
        HttpResponse<byte[]> answer = upload("bad", file(header, new float[2]));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains(reason.equals("takes 0") ? "tensors take 0" : reason);
    }

    @Test
    void refusesHeadersThatLieAboutTheirLength() {
        byte[] huge = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Long.MAX_VALUE)
                .array();
        assertThat(text(upload("bad", huge))).contains("no safetensors file");
        assertThat(text(upload("bad", new byte[3]))).contains("has 3 bytes");
        assertThat(upload("", huge).statusCode()).isEqualTo(400);
        assertThat(server.post(PATH, "{}").statusCode()).isEqualTo(415);
    }

    @Test
    void whatIsNoNumberIsFoundWhenATaskWouldStartFromIt() {
        String header = "{\"1.weight\":{\"dtype\":\"F32\",\"shape\":[10,784],\"data_offsets\":[0,31360]},"
                + "\"1.bias\":{\"dtype\":\"F32\",\"shape\":[10],\"data_offsets\":[31360,31400]}}";
        float[] bias = new float[10];
        bias[3] = Float.NaN;
        String sha256 = ServerProcess.body(upload("sick", file(header, new float[WEIGHTS], bias)))
                .get("sha256")
                .asString();
        assertThat(refusal(spec(1, start(sha256)))).contains("NaN").contains("1.bias");
        server.request("DELETE", PATH + "/" + sha256);
    }

    private HttpResponse<byte[]> upload(String name, byte[] model) {
        return server.send(HttpRequest.newBuilder(URI.create(server.url() + PATH + "?name=" + name.replace(" ", "%20")))
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(model))
                .build());
    }

    private String firstModel(String task) {
        return server.get("/api/v1/tasks/" + task + "/model?round=0")
                .headers()
                .firstValue("X-Model-Sha256")
                .orElseThrow();
    }

    private String refusal(String spec) {
        HttpResponse<byte[]> answer = server.post("/api/v1/tasks", spec);
        assertThat(answer.statusCode()).isEqualTo(422);
        return text(answer);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static byte[] file(String header, float[]... tensors) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        file.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .array());
        file.writeBytes(json);
        for (float[] tensor : tensors) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(tensor);
            file.writeBytes(bytes.array());
        }
        return file.toByteArray();
    }

    private static String start(String model) {
        return ", \"start\": {\"model\": \"" + model + "\"}";
    }

    /** With a seed of its own, so that no other test has the same model. */
    private static String spec(int rounds, String more) {
        return "{\"seed\": 4711, \"model\": {\"preset\": \"logistic\"}, \"clients\": {\"count\": 3}, \"training\": {\"rounds\": "
                + rounds + "}" + more + "}";
    }
}
