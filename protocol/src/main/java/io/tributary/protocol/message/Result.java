package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.Moments;
import io.tributary.protocol.data.Residuals;
import io.tributary.protocol.secure.Peer;
import io.tributary.protocol.secure.RevealedShare;
import io.tributary.protocol.secure.SealedShares;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a {@link Work}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Result.Described.class, name = "described"),
    @JsonSubTypes.Type(value = Result.Summarised.class, name = "summarised"),
    @JsonSubTypes.Type(value = Result.Initialised.class, name = "initialised"),
    @JsonSubTypes.Type(value = Result.Advertised.class, name = "advertised"),
    @JsonSubTypes.Type(value = Result.Shared.class, name = "shared"),
    @JsonSubTypes.Type(value = Result.Trained.class, name = "trained"),
    @JsonSubTypes.Type(value = Result.Unmasked.class, name = "unmasked"),
    @JsonSubTypes.Type(value = Result.Evaluated.class, name = "evaluated")
})
public sealed interface Result {

    /** CPU seconds of the threads that did the work, from the threads' own clocks. */
    double cpuSeconds();

    /** The artifacts that the work has made: nobody's any more where the result does not count. */
    default List<Sha256> artifacts() {
        return List.of();
    }

    /**
     * @param clients one entry for each client, in order
     * @param testExamples how many held-out examples there are to evaluate on
     */
    record Described(List<ClientData> clients, long testExamples, double cpuSeconds) implements Result {
        public Described {
            clients = List.copyOf(clients);
        }
    }

    /** @param moments in the order that {@link io.tributary.protocol.data.Encoding} names */
    record Summarised(List<Moments> moments, double cpuSeconds) implements Result {
        public Summarised {
            moments = List.copyOf(moments);
        }
    }

    /** @param weights the model artifact, a safetensors file */
    record Initialised(Sha256 weights, double cpuSeconds) implements Result {
        @Override
        public List<Sha256> artifacts() {
            return List.of(weights);
        }
    }

    /**
     * @param update the artifact that holds the frame of the update; where it is masked, four bytes for each parameter
     * @param examples in one epoch
     * @param loss mean over all examples of all local epochs, as met while training
     * @param cpuSeconds of training and packing
     * @param encodeSeconds the part of {@code cpuSeconds} that packed the update
     * @param residual what the client keeps: what packing has lost so far, or what its strategy remembers; to be handed
     *     back with the client's next work, and stays where the client is. Null where there is nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Trained(
            Sha256 update,
            long examples,
            double loss,
            double cpuSeconds,
            double encodeSeconds,
            @Nullable Sha256 residual)
            implements Result {
        @Override
        public List<Sha256> artifacts() {
            return residual == null ? List.of(update) : List.of(update, residual);
        }
    }

    /**
     * @param peer the client with its public keys
     * @param examples that it will train on in one epoch
     */
    record Advertised(Peer peer, long examples, double cpuSeconds) implements Result {}

    /** @param shares one for each other client */
    record Shared(List<SealedShares> shares, double cpuSeconds) implements Result {
        public Shared {
            shares = List.copyOf(shares);
        }
    }

    /** @param shares one for each client that was asked about */
    record Unmasked(List<RevealedShare> shares, double cpuSeconds) implements Result {
        public Unmasked {
            shares = List.copyOf(shares);
        }
    }

    /**
     * @param examples tested
     * @param lossSum sum of the examples' losses
     * @param confusion row: true label, column: predicted label, value: examples; empty where a number is predicted
     * @param residuals where a number is predicted; else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Evaluated(
            long examples,
            double lossSum,
            List<List<Long>> confusion,
            double cpuSeconds,
            @Nullable Residuals residuals) implements Result {
        public Evaluated {
            confusion = confusion.stream().map(List::copyOf).toList();
        }

        /** Of classes. */
        public Evaluated(long examples, double lossSum, List<List<Long>> confusion, double cpuSeconds) {
            this(examples, lossSum, confusion, cpuSeconds, null);
        }
    }
}
