package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.model.ModelGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker says to the server. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = WorkerMessage.Heartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = WorkerMessage.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = WorkerMessage.Done.class, name = "done"),
    @JsonSubTypes.Type(value = WorkerMessage.Failed.class, name = "failed")
})
public sealed interface WorkerMessage {

    /** The version of these messages and of what is asked in them: raised with each kind of work or field of a spec that older workers do not know. */
    int PROTOCOL_VERSION = 2;

    /**
     * The first message.
     *
     * @param protocol {@link #PROTOCOL_VERSION} of the worker
     * @param name for people
     * @param slots clients that train at the same time
     * @param device what it computes on, such as {@code cpu} or {@code cuda:0}
     * @param engine the engine and its version
     * @param datasets what it holds
     * @param optimizers what it can step with
     * @param codecs what it can pack
     * @param instance tells processes of one identity apart; kept by a worker in its state folder, null where there is none
     * @param maxParameters of a model that it can train; null where it does not say: then what fits into one buffer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Hello(
            int protocol,
            String name,
            int slots,
            String device,
            String engine,
            List<DatasetInfo> datasets,
            List<String> optimizers,
            List<String> codecs,
            @Nullable String instance,
            @Nullable Long maxParameters)
            implements WorkerMessage {
        /** A worker that trains what fits into one buffer. */
        public Hello(
                int protocol,
                String name,
                int slots,
                String device,
                String engine,
                List<DatasetInfo> datasets,
                List<String> optimizers,
                List<String> codecs,
                @Nullable String instance) {
            this(protocol, name, slots, device, engine, datasets, optimizers, codecs, instance, null);
        }

        public Hello {
            datasets = List.copyOf(datasets);
            optimizers = List.copyOf(optimizers);
            codecs = List.copyOf(codecs);
        }

        /** The most parameters of a model that it can train. */
        public long mostParameters() {
            return maxParameters == null ? ModelGraph.ONE_BUFFER : maxParameters;
        }
    }

    /** Nothing but a sign of life; the server answers {@link ServerMessage.Heartbeat}. */
    record Heartbeat() implements WorkerMessage {}

    /** How far an assignment is, in examples. */
    record Progress(String assignment, int epoch, long examplesDone, long examplesTotal) implements WorkerMessage {}

    /** An assignment is finished. */
    record Done(String assignment, int epoch, Result result) implements WorkerMessage {}

    /** An assignment cannot be finished. */
    record Failed(String assignment, int epoch, ErrorCode code, String message) implements WorkerMessage {}
}
