package io.tributary.protocol.message;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Messages to UTF-8 JSON and back. Unknown fields, unknown types and trailing text are refused. */
public final class MessageCodec {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule().addSerializer(TaskSpec.class, new SpecWriter()))
            .build();
    private static final ObjectWriter SERVER_WRITER = JSON.writerFor(ServerMessage.class);
    private static final ObjectWriter WORKER_WRITER = JSON.writerFor(WorkerMessage.class);
    private static final ObjectReader SERVER_READER = JSON.readerFor(ServerMessage.class);
    private static final ObjectReader WORKER_READER = JSON.readerFor(WorkerMessage.class);

    private MessageCodec() {}

    public static byte[] encode(ServerMessage message) {
        return SERVER_WRITER.writeValueAsBytes(message);
    }

    public static byte[] encode(WorkerMessage message) {
        return WORKER_WRITER.writeValueAsBytes(message);
    }

    /** @throws TributaryException MALFORMED_JSON where the bytes are not a server's message */
    public static ServerMessage decodeServerMessage(byte[] message) {
        return decode(message, SERVER_READER, ServerMessage.class);
    }

    /** @throws TributaryException MALFORMED_JSON where the bytes are not a worker's message */
    public static WorkerMessage decodeWorkerMessage(byte[] message) {
        return decode(message, WORKER_READER, WorkerMessage.class);
    }

    private static <T> T decode(byte[] message, ObjectReader reader, Class<T> type) {
        try {
            T decoded = type.cast(reader.<Object>readValue(message));
            if (decoded == null) {
                throw new TributaryException(ErrorCode.MALFORMED_JSON, "Not a " + type.getSimpleName() + ": null");
            }
            return decoded;
        } catch (JacksonException e) {
            throw new TributaryException(
                    ErrorCode.MALFORMED_JSON, "Not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }
}
