package io.tributary.worker.training;

import io.tributary.protocol.aggregation.ClientRule;
import io.tributary.protocol.aggregation.ClientTile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client's side of a strategy works on in one round, handed to the rule tile by tile. Belongs to one thread.
 */
public final class ClientVectors {
    private static final int TILE = ClientRule.SLICE;

    private final ClientRule rule;
    private final FloatBuffer start;
    private final List<FloatBuffer> shared = new ArrayList<>();
    private final FloatBuffer kept;
    private final FloatBuffer beside;
    private final ClientTile tile;
    private final float[] numbers = new float[TILE];

    /**
     * @param start the round's weights: little-endian floats, only read
     * @param shared the vectors beside them; none stands for zeros
     * @param sharedCount how many there would be
     * @param kept the vectors that the client keeps, one after the other, each as long as the weights; written over
     * @param besideCount how many vectors go beside the difference
     */
    public ClientVectors(
            ClientRule rule,
            ClientRule.Training training,
            ByteBuffer start,
            List<ByteBuffer> shared,
            int sharedCount,
            ByteBuffer kept,
            int besideCount) {
        this.rule = rule;
        this.start = floats(start);
        shared.forEach(each -> this.shared.add(floats(each)));
        this.kept = floats(kept);
        this.beside = FloatBuffer.allocate(Math.multiplyExact(besideCount, this.start.capacity()));
        this.tile = new ClientTile(training, TILE, sharedCount, rule.memory(), besideCount);
    }

    /** Whether gradients are to be corrected. */
    boolean corrects() {
        return rule.corrects();
    }

    /**
     * Lets the strategy change a slice of a batch's gradient.
     *
     * @param count at most 16,384
     */
    public void correct(float[] gradient, float[] weights, int offset, int count) {
        load(offset, count);
        copy(beside, tile.beside(), offset, count);
        rule.correct(tile, gradient, weights);
        copy(tile.beside(), beside, offset, count);
    }

    /** Lets the strategy change what is packed, in place. */
    public void send(FloatBuffer difference) {
        for (int from = 0; from < difference.capacity(); from += TILE) {
            int count = Math.min(TILE, difference.capacity() - from);
            load(from, count);
            difference.get(from, numbers, 0, count);
            rule.send(tile, numbers);
            difference.put(from, numbers, 0, count);
            store(from, count);
        }
    }

    /**
     * The difference with what goes beside it, slices in turn: what {@link io.tributary.protocol.aggregation.Strategy#beside} says
     * of frames.
     *
     * @param difference little-endian floats
     * @return direct, little-endian; the difference itself where nothing goes beside it
     */
    public ByteBuffer withBeside(ByteBuffer difference) {
        if (tile.beside().length == 0) {
            return difference;
        }
        float[] scales = scales();
        ByteBuffer joined = ByteBuffer.allocateDirect(
                        Math.multiplyExact(difference.capacity(), 1 + tile.beside().length))
                .order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer to = joined.asFloatBuffer();
        FloatBuffer changes = floats(difference);
        for (int from = 0; from < changes.capacity(); from += TILE) {
            int count = Math.min(TILE, changes.capacity() - from);
            to.put(changes.slice(from, count));
            for (int i = 0; i < tile.beside().length; i++) {
                for (int at = i * start.capacity() + from, end = at + count; at < end; at++) {
                    to.put(scales[i] * beside.get(at));
                }
            }
        }
        return joined;
    }

    /** What makes the root mean square of each vector beside the difference 1. */
    private float[] scales() {
        float[] scales = new float[tile.beside().length];
        for (int i = 0; i < scales.length; i++) {
            double squares = 0;
            for (int at = i * start.capacity(), end = at + start.capacity(); at < end; at++) {
                squares += (double) beside.get(at) * beside.get(at);
            }
            scales[i] = squares == 0 ? 1 : (float) Math.sqrt(start.capacity() / squares);
        }
        return scales;
    }

    /** Lets the strategy remember what was sent: the slice from {@code from}. */
    public void keep(float[] sent, int from, int count) {
        load(from, count);
        rule.keep(tile, sent);
        store(from, count);
    }

    /** Numbers in the largest slice. */
    public static int tile() {
        return TILE;
    }

    private void load(int from, int count) {
        tile.resize(count);
        start.get(from, tile.start(), 0, count);
        for (int i = 0; i < shared.size(); i++) {
            shared.get(i).get(from, tile.shared()[i], 0, count);
        }
        copy(kept, tile.memory(), from, count);
    }

    private void store(int from, int count) {
        copy(tile.memory(), kept, from, count);
    }

    /** A slice of vectors that lie one after the other. */
    private void copy(FloatBuffer vectors, float[][] slices, int from, int count) {
        for (int i = 0; i < slices.length; i++) {
            vectors.get(i * start.capacity() + from, slices[i], 0, count);
        }
    }

    private void copy(float[][] slices, FloatBuffer vectors, int from, int count) {
        for (int i = 0; i < slices.length; i++) {
            vectors.put(i * start.capacity() + from, slices[i], 0, count);
        }
    }

    private static FloatBuffer floats(ByteBuffer bytes) {
        return bytes.duplicate().order(bytes.order()).asFloatBuffer();
    }
}
