package io.tributary.orchestrator.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.orchestrator.aggregation.TiledAggregation.Aggregated;
import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Participants;
import io.tributary.protocol.aggregation.ServerRule;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.Weighting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TiledAggregationTest {
    private static final UniformRandomProvider ANY = Seeds.generator(1, Purpose.COMPRESSION, 0, 0);
    private static final Compressor NONE = Compressors.none();
    private static final ServerRule FEDAVG = Strategies.of("fedavg").server(Parameters.NONE);

    @TempDir
    private Path folder;

    private DiskArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        store = new DiskArtifactStore(folder);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, TiledAggregation.TILE - 1, TiledAggregation.TILE, TiledAggregation.TILE + 1, 200_000})
    void averagesAcrossTileBoundaries(int size) throws IOException {
        Sha256 next = aggregate(
                size, List.of(contribution(0, size, 1, 100), contribution(1, size, 2, 300)), Weighting.EXAMPLES);
        float[] numbers = model(next, size);
        for (int i = 0; i < size; i++) {
            float expected = start(i);
            expected += 0.25f * update(1, i);
            expected += 0.75f * update(2, i);
            assertThat(numbers[i]).isEqualTo(expected);
        }
    }

    @Test
    void doesNotDependOnTheOrderOfArrival() throws IOException {
        int size = 100_000;
        List<Contribution> contributions = new ArrayList<>();
        for (int client = 0; client < 7; client++) {
            contributions.add(contribution(client, size, client + 1, 10 + client));
        }
        Sha256 forward = aggregate(size, contributions, Weighting.EXAMPLES);
        Collections.reverse(contributions);
        assertThat(aggregate(size, contributions, Weighting.EXAMPLES)).isEqualTo(forward);
    }

    @Test
    void identicalUpdatesMoveTheModelByExactlyOneOfThem() throws IOException {
        int size = 10;
        List<Contribution> same = List.of(contribution(0, size, 3, 5), contribution(1, size, 3, 5));
        float[] numbers = model(aggregate(size, same, Weighting.UNIFORM), size);
        for (int i = 0; i < size; i++) {
            assertThat(numbers[i]).isCloseTo(start(i) + update(3, i), within(1e-6f));
        }
    }

    @Test
    void aRuleThatReadsOnlySomeUpdatesSeesTheRightTiles() throws IOException {
        int size = TiledAggregation.TILE + 5;
        ServerRule second = participants ->
                (weights, memory, length, updates) -> System.arraycopy(updates.read(1), 0, weights, 0, length);
        Aggregated next = aggregate(
                size,
                List.of(contribution(0, size, 1, 1), contribution(1, size, 2, 1), contribution(2, size, 3, 1)),
                Weighting.UNIFORM,
                second,
                Map.of());
        float[] numbers = model(next.model(), size);
        for (int i = 0; i < size; i++) {
            assertThat(numbers[i]).isEqualTo(update(2, i));
        }
    }

    @Test
    void handsAStrategysMemoryFromRoundToRound() throws IOException {
        int size = TiledAggregation.TILE + 5;
        List<Contribution> contributions = List.of(contribution(0, size, 1, 1), contribution(1, size, 2, 1));
        Aggregated first = aggregate(size, contributions, Weighting.UNIFORM, new Counts(), Map.of());
        Aggregated second = aggregate(size, contributions, Weighting.UNIFORM, new Counts(), first.memory());
        float[] counted = model(Objects.requireNonNull(second.memory().get("rounds")), size);
        for (int i = 0; i < size; i++) {
            assertThat(counted[i]).isEqualTo(7 + 2 * 2);
        }
    }

    /** The product of whole vectors, however they are cut into tiles. */
    @Test
    void measuresInnerProductsAcrossTiles() throws IOException {
        int size = 3 * TiledAggregation.TILE + 11;
        List<Contribution> contributions = new ArrayList<>();
        for (int client = 0; client < 100; client++) {
            contributions.add(contribution(client, size, client % 3, 1));
        }
        // Of 100, Krum takes the first of those that have the most twins: seed 0, of which there are 34.
        Aggregated next = aggregate(
                size, contributions, Weighting.UNIFORM, Strategies.of("krum").server(Parameters.NONE), Map.of());
        float[] numbers = model(next.model(), size);
        for (int i = 0; i < size; i++) {
            assertThat(numbers[i]).isEqualTo(start(i) + update(1, i));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1.1e9f, -Float.MAX_VALUE})
    void theCheckFindsASingleNumberThatIsNotFiniteOrAbsurd(float hostile) throws IOException {
        UpdateCheck check = new UpdateCheck(store);
        for (int index : new int[] {0, 1, 2, 3, 99_998, 99_999}) {
            ByteBuffer numbers = floats(100_000, i -> i == index ? hostile : 9.9e8f);
            Sha256 update = store.put(Durability.VOLATILE, NONE.encode(numbers, ANY));
            assertThatThrownBy(() -> check.check(update, NONE, 100_000))
                    .isInstanceOf(TributaryException.class)
                    .hasMessageContaining("NaN");
        }
        check.check(store.put(Durability.VOLATILE, NONE.encode(floats(100_000, i -> -9.9e8f), ANY)), NONE, 100_000);
    }

    private Sha256 aggregate(int size, List<Contribution> contributions, Weighting weighting) throws IOException {
        return aggregate(size, contributions, weighting, FEDAVG, Map.of()).model();
    }

    private Aggregated aggregate(
            int size,
            List<Contribution> contributions,
            Weighting weighting,
            ServerRule rule,
            Map<String, Sha256> remembered)
            throws IOException {
        TaskSpec spec = JsonMapper.shared()
                .readValue(
                        "{\"aggregation\":{\"weighting\":\"" + (weighting == Weighting.UNIFORM ? "uniform" : "examples")
                                + "\"}}",
                        TaskSpec.class);
        Collected collected = new Collected(contributions);
        return new TiledAggregation(store, layout(size), rule)
                .aggregate(
                        startModel(size),
                        remembered,
                        new Participation().participants(1, spec, collected.inOrder()),
                        collected.inOrder().stream().map(Contribution::update).toList(),
                        NONE,
                        UpdateGuard.NONE);
    }

    /** As the round's collector hands them on. */
    private record Collected(List<Contribution> contributions) {
        List<Contribution> inOrder() {
            return contributions.stream()
                    .sorted(Comparator.comparingInt(Contribution::client))
                    .toList();
        }
    }

    /** Counts tiles' updates into a memory that starts at 7. */
    private static final class Counts implements ServerRule {
        @Override
        public List<Memory> memory() {
            return List.of(new Memory("rounds", 7));
        }

        @Override
        public TileRule begin(Participants participants) {
            return (weights, memory, length, updates) -> {
                for (int i = 0; i < length; i++) {
                    memory[0][i] += updates.count();
                }
            };
        }
    }

    private Sha256 startModel(int size) throws IOException {
        return store.put(
                Durability.VOLATILE, Safetensors.header(layout(size)), floats(size, TiledAggregationTest::start));
    }

    private Contribution contribution(int client, int size, int seed, long examples) throws IOException {
        return new Contribution(
                client, store.put(Durability.VOLATILE, NONE.encode(floats(size, i -> update(seed, i)), ANY)), examples);
    }

    private float[] model(Sha256 name, int size) throws IOException {
        try (SeekableByteChannel channel = store.open(name)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            bytes.flip().position(Safetensors.header(layout(size)).remaining());
            float[] numbers = new float[size];
            bytes.asFloatBuffer().get(numbers);
            return numbers;
        }
    }

    private static WeightLayout layout(int size) {
        return new WeightLayout(List.of(new Tensor("w", List.of(size), 0, Tensor.Initial.ZEROS, 1)));
    }

    private static float start(int index) {
        return index * 0.001f;
    }

    private static float update(int seed, int index) {
        return seed * 0.37f + (index % 17) * 0.01f;
    }

    private interface Numbers {
        float at(int index);
    }

    private static ByteBuffer floats(int size, Numbers numbers) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 * size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            buffer.putFloat(numbers.at(i));
        }
        return buffer.flip();
    }
}
