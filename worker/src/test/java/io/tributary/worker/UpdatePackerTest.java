package io.tributary.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.aggregation.ClientRule;
import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.compression.UpdateReader;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec.Codec;
import io.tributary.worker.training.ClientVectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdatePackerTest {
    private static final int COUNT = 3000;

    @TempDir
    private Path folder;

    private DiskArtifactStore store;
    private UpdatePacker packer;

    @BeforeEach
    void open() throws IOException {
        // Nothing in memory: so equal updates have one name.
        store = new DiskArtifactStore(folder, 0);
        packer = new UpdatePacker(store);
    }

    /** The sum of what was sent and what is still owed is the sum of the updates: nothing is ever lost. */
    @ParameterizedTest
    @CsvSource({"top-k,8,0.01", "top-k,1,0.2", "quantize,1,1", "quantize,4,1", "float16,8,1"})
    void whatIsNotSentNowIsSentLater(String scheme, int bits, double keep) throws IOException {
        Compressor compressor = Compressors.of(new Codec(scheme, bits, keep, true));
        double[] owed = new double[COUNT];
        Sha256 residual = null;
        for (int round = 0; round < 20; round++) {
            float[] update = update(round);
            UpdatePacker.Packed packed = pack(compressor, true, update, residual);
            float[] sent = sent(compressor, packed.update());
            residual = packed.residual();
            float[] left = floats(residual);
            for (int i = 0; i < COUNT; i++) {
                owed[i] += (double) update[i] - sent[i];
                assertThat((double) left[i]).isCloseTo(owed[i], within(1e-4));
            }
        }
    }

    @Test
    void keepsNoResidualWithoutFeedbackOrWhereNothingIsLost() throws IOException {
        assertThat(pack(Compressors.none(), true, update(1), null).residual()).isNull();
        assertThat(pack(Compressors.of(new Codec("quantize", 4, 1.0, false)), false, update(1), null)
                        .residual())
                .isNull();
    }

    @Test
    void leavesOutAResidualThatIsGoneOrOfAnotherModel() throws IOException {
        Compressor compressor = Compressors.of(new Codec("quantize", 8, 1.0, true));
        Sha256 clean = pack(compressor, true, update(1), null).update();
        Sha256 gone = new Sha256("0".repeat(64));
        Sha256 shorter = store.put(Durability.FILE, ByteBuffer.allocate(40));
        Sha256 longer = store.put(Durability.FILE, ByteBuffer.allocate(4 * COUNT + 4));
        for (Sha256 residual : new Sha256[] {gone, shorter, longer}) {
            assertThat(pack(compressor, true, update(1), residual).update()).isEqualTo(clean);
        }
    }

    /** Slices in turn: 16,384 numbers of the difference, as many of the squares of gradients, and the rest of both. */
    @Test
    void packsWhatGoesBesideTheDifferenceAndFeedsOnlyTheDifferenceBack() throws IOException {
        int count = ClientRule.SLICE + 3;
        Compressor compressor = Compressors.of(new Codec("quantize", 8, 1.0, true));
        ByteBuffer difference = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            difference.putFloat(4 * i, 0.25f * (i % 5));
        }
        ClientSide side = ClientSide.of(
                Strategies.of("fisher"),
                Parameters.NONE,
                true,
                new ClientSide.Round(
                        new ClientRule.Training(1, 0.1, 1),
                        ByteBuffer.allocateDirect(4 * count).order(ByteOrder.LITTLE_ENDIAN),
                        List.of()),
                size -> packer.recall(null, size));
        float[] gradient = new float[count];
        Arrays.fill(gradient, 2);
        ClientVectors correction = Objects.requireNonNull(side.correction());
        correction.correct(gradient, new float[count], 0, ClientRule.SLICE);
        correction.correct(gradient, new float[count], ClientRule.SLICE, 3);

        UpdatePacker.Packed packed =
                packer.pack(compressor, difference, side, Seeds.generator(1, Purpose.COMPRESSION, 1, 1));

        float[] sent = new float[2 * count];
        try (UpdateReader reader = compressor.open(store.open(packed.update()), 2L * count)) {
            reader.read(sent, 2 * count);
        }
        for (int i = 0; i < count; i++) {
            int at = i < ClientRule.SLICE ? i : 2 * ClientRule.SLICE + i - ClientRule.SLICE;
            int beside = i < ClientRule.SLICE ? ClientRule.SLICE + i : at + 3;
            assertThat(sent[at]).isCloseTo(0.25f * (i % 5), within(0.05f));
            assertThat(sent[beside]).isCloseTo(1, within(0.05f));
        }
        assertThat(store.size(Objects.requireNonNull(packed.residual()))).isEqualTo(4L * count);
    }

    private UpdatePacker.Packed pack(
            Compressor compressor, boolean errorFeedback, float[] update, @Nullable Sha256 residual)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 * COUNT).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(update);
        ByteBuffer weights = ByteBuffer.allocateDirect(4 * COUNT).order(ByteOrder.LITTLE_ENDIAN);
        ClientSide side = ClientSide.of(
                Strategies.of("fedavg"),
                Parameters.NONE,
                errorFeedback && compressor.lossy(),
                new ClientSide.Round(new ClientRule.Training(1, 0.1, 10), weights, List.of()),
                size -> packer.recall(residual, size));
        return packer.pack(compressor, buffer, side, Seeds.generator(1, Purpose.COMPRESSION, 1, 1));
    }

    private float[] sent(Compressor compressor, Sha256 update) throws IOException {
        float[] numbers = new float[COUNT];
        try (UpdateReader reader = compressor.open(store.open(update), COUNT)) {
            reader.read(numbers, COUNT);
        }
        return numbers;
    }

    private float[] floats(@Nullable Sha256 artifact) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * COUNT).order(ByteOrder.LITTLE_ENDIAN);
        try (var channel = store.open(Objects.requireNonNull(artifact))) {
            while (channel.read(bytes) > 0) {}
        }
        float[] numbers = new float[COUNT];
        bytes.flip().asFloatBuffer().get(numbers);
        return numbers;
    }

    private static float[] update(int round) {
        float[] update = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            update[i] = (float) (Math.sin(i * 0.3 + round) * 0.1 / (1 + i % 17));
        }
        return update;
    }
}
