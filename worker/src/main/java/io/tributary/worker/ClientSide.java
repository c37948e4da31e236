package io.tributary.worker;

import io.tributary.protocol.aggregation.ClientRule;
import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.artifact.DiskFullException;
import io.tributary.worker.training.ClientVectors;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client does in a round beside its optimizer's steps: a strategy's own side, and error feedback where the
 * strategy keeps nothing. The strategy's memory takes the place of error feedback, as both would make up for the same
 * loss.
 *
 * @param correction of gradients, null for none
 * @param packing of the update, null where the client keeps nothing
 * @param kept what the client keeps, part of {@code packing}: as it was, and written over
 */
record ClientSide(
        @Nullable ClientVectors correction, @Nullable ClientVectors packing, ByteBuffer kept) {

    /** What a client kept, or zeros; takes the bytes. */
    @FunctionalInterface
    interface Recall {
        ByteBuffer bytes(int size) throws DiskFullException;
    }

    /**
     * What a round brings.
     *
     * @param weights to start from
     * @param shared the vectors beside them; none stands for zeros
     */
    record Round(ClientRule.Training training, ByteBuffer weights, List<ByteBuffer> shared) {}

    /** @param feedback whether packing loses something that is to be fed back */
    static ClientSide of(Strategy strategy, Parameters parameters, boolean feedback, Round round, Recall recall)
            throws DiskFullException {
        ClientRule own = strategy.client(parameters);
        ClientRule packing = own.memory() == 0 && feedback ? new ErrorFeedback() : own;
        ByteBuffer kept = recall.bytes(
                Math.multiplyExact(packing.memory(), round.weights().capacity()));
        int shared = strategy.server(parameters).shared().size();
        return new ClientSide(
                own.corrects() ? vectors(own, shared, round, kept, strategy.beside()) : null,
                packing.memory() > 0 ? vectors(packing, shared, round, kept, 0) : null,
                kept);
    }

    /** The difference with what the strategy sends beside it. */
    ByteBuffer withBeside(ByteBuffer difference) {
        return correction == null ? difference : correction.withBeside(difference);
    }

    private static ClientVectors vectors(ClientRule rule, int shared, Round round, ByteBuffer kept, int beside) {
        return new ClientVectors(rule, round.training(), round.weights(), round.shared(), shared, kept, beside);
    }
}
