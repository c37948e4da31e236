package io.tributary.backend;

import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.Column;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.WorkerMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The link of a site's worker that says hello and then nothing: it holds a table of 1,234 rows and trains never. */
final class FakeSite {
    private static final List<Column> COLUMNS = List.of(
            new Column("age", Column.Kind.NUMERIC, List.of()),
            new Column("sex", Column.Kind.CATEGORICAL, List.of("f", "m")));
    private static final List<String> LABELS = List.of("healthy", "ill");

    private final WebSocket link;

    FakeSite(ServerProcess server, String token) {
        link = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(
                        URI.create(server.url().replaceFirst("^http", "ws") + "/api/v1/workers/link"),
                        new WebSocket.Listener() {})
                .join();
        DatasetInfo heart = new DatasetInfo(
                "heart", "heart", "Rows.", DataShape.ofTable(COLUMNS, LABELS), LABELS, 1000, 234, 0, 1, COLUMNS, true);
        WorkerMessage hello = new WorkerMessage.Hello(
                WorkerMessage.PROTOCOL_VERSION,
                "any",
                1,
                "cpu",
                "none",
                List.of(heart),
                List.of("sgd"),
                Compressors.ids(),
                null);
        link.sendText(new String(MessageCodec.encode(hello), StandardCharsets.UTF_8), true)
                .join();
    }

    /** No more is heard of it. */
    void loseNetwork() {
        link.abort();
    }
}
