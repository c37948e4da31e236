package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.secure.Masking;
import io.tributary.protocol.secure.Peer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an assignment asks a worker to do for a task. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Work.Describe.class, name = "describe"),
    @JsonSubTypes.Type(value = Work.Summarise.class, name = "summarise"),
    @JsonSubTypes.Type(value = Work.Initialise.class, name = "initialise"),
    @JsonSubTypes.Type(value = Work.Advertise.class, name = "advertise"),
    @JsonSubTypes.Type(value = Work.Share.class, name = "share"),
    @JsonSubTypes.Type(value = Work.Train.class, name = "train"),
    @JsonSubTypes.Type(value = Work.Unmask.class, name = "unmask"),
    @JsonSubTypes.Type(value = Work.Evaluate.class, name = "evaluate")
})
public sealed interface Work {

    /** Tell how many examples of which labels each client of the partition holds; answered by {@link Result.Described}. */
    record Describe() implements Work {}

    /**
     * Tell the sums over the training examples that a common scale is made of; answered by {@link Result.Summarised}. The
     * assignment's encoding says of which columns; its moments are empty.
     */
    record Summarise() implements Work {}

    /** Make the first weights from the task's seed; answered by {@link Result.Initialised}. */
    record Initialise() implements Work {}

    /**
     * Train one client; answered by {@link Result.Trained}.
     *
     * @param round from 1
     * @param client index in the partition, from 0
     * @param weights the model artifact to start from
     * @param shared what the strategy hands to clients beside the model: files like a model's; none while they are all zeros
     * @param residual what the client keeps from its rounds before, an artifact of {@link Result.Trained}: what packing
     *     lost of its updates, or what its strategy remembers; null where there is nothing yet
     * @param masking where updates are masked, so that only their sum can be read; else null
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Train(
            int round,
            int client,
            Sha256 weights,
            List<Sha256> shared,
            @Nullable Sha256 residual,
            @Nullable Masking masking)
            implements Work {
        @SuppressWarnings("NullAway") // Absent from a message is none.
        public Train {
            shared = shared == null ? List.of() : List.copyOf(shared);
        }

        /** With an update that the server may see. */
        public Train(int round, int client, Sha256 weights, List<Sha256> shared, @Nullable Sha256 residual) {
            this(round, client, weights, shared, residual, null);
        }

        /** Of a strategy that hands nothing to clients. */
        public Train(int round, int client, Sha256 weights, @Nullable Sha256 residual) {
            this(round, client, weights, List.of(), residual);
        }
    }

    /**
     * Make the keys by which a client's updates will be masked in one attempt at a round; answered by {@link Result.Advertised}. What an
     * earlier attempt has left at the worker is forgotten.
     *
     * @param round from 1
     * @param client index in the partition, from 0
     * @param attempt unique
     */
    record Advertise(int round, int client, String attempt) implements Work {}

    /**
     * Share a client's secrets out; answered by {@link Result.Shared}.
     *
     * @param threshold shares that give a secret back
     * @param peers all clients that have keys, the client itself among them
     */
    record Share(int round, int client, String attempt, int threshold, List<Peer> peers) implements Work {
        public Share {
            peers = List.copyOf(peers);
        }
    }

    /**
     * Hand out what takes the masks off the sum; answered by {@link Result.Unmasked}.
     *
     * @param arrived the clients whose masked updates have come
     * @param missing the others with which they have masks
     */
    record Unmask(int round, int client, String attempt, List<Integer> arrived, List<Integer> missing) implements Work {
        public Unmask {
            arrived = List.copyOf(arrived);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Test a slice of the held-out examples; answered by {@link Result.Evaluated}.
     *
     * @param weights the model artifact to test
     * @param from first example
     * @param to one past the last example
     */
    record Evaluate(Sha256 weights, long from, long to) implements Work {}
}
