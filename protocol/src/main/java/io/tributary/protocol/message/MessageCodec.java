package io.tributary.protocol.message;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Messages to UTF-8 JSON and back. Unknown fields, unknown types and trailing text are refused. */
public final class MessageCodec {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private MessageCodec() {}

    public static byte[] encode(ServerMessage message) {
        return JSON.writerFor(ServerMessage.class).writeValueAsBytes(message);
    }

    public static byte[] encode(WorkerMessage message) {
        return JSON.writerFor(WorkerMessage.class).writeValueAsBytes(message);
    }

    /** @throws TributaryException MALFORMED_JSON where the bytes are not a server's message */
    public static ServerMessage decodeServerMessage(byte[] message) {
        return decode(message, ServerMessage.class);
    }

    /** @throws TributaryException MALFORMED_JSON where the bytes are not a worker's message */
    public static WorkerMessage decodeWorkerMessage(byte[] message) {
        return decode(message, WorkerMessage.class);
    }

    private static <T> T decode(byte[] message, Class<T> type) {
        try {
            T decoded = JSON.readValue(message, type);
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
