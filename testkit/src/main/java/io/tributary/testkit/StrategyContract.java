package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.orchestrator.aggregation.Contribution;
import io.tributary.orchestrator.aggregation.Participation;
import io.tributary.orchestrator.aggregation.TiledAggregation;
import io.tributary.orchestrator.aggregation.TiledAggregation.Aggregated;
import io.tributary.orchestrator.aggregation.UpdateGuard;
import io.tributary.protocol.aggregation.ClientRule;
import io.tributary.protocol.aggregation.Parameter;
import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.StrategyBench.Steps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every aggregation strategy must hold to; each inherits it in a test class of its own. */
public abstract class StrategyContract {
    /** Longer than a tile, and no multiple of one. */
    private static final int SIZE = 64 * 1024 + 17;

    private static final int CLIENTS = 7;
    private static final Compressor NONE = Compressors.none();

    private final String id;

    @TempDir
    private Path folder;

    private DiskArtifactStore store;

    protected StrategyContract(String id) {
        this.id = id;
    }

    @BeforeEach
    void open() throws IOException {
        store = new DiskArtifactStore(folder);
    }

    /** The strategy under test. */
    protected final Strategy strategy() {
        return Strategies.of(id);
    }

    /** A bench of clients with these minima, one number each: 0.1 a step, five steps. */
    protected final StrategyBench bench(float... minima) {
        return bench(Map.of(), minima);
    }

    /** The same with parameters. */
    protected final StrategyBench bench(Map<String, Number> parameters, float... minima) {
        List<float[]> each = new ArrayList<>();
        for (float minimum : minima) {
            each.add(new float[] {minimum});
        }
        return new StrategyBench(strategy(), parameters, new Steps(0.1, 5), each);
    }

    @Test
    void saysWhatItIsAndWhereItComesFrom() {
        assertThat(strategy().about().title()).isNotBlank();
        assertThat(strategy().about().description()).endsWith(".").hasSizeBetween(20, 200);
        assertThat(strategy().about().source()).matches(".*\\d{4}.*");
        for (Parameter parameter : strategy().parameters()) {
            assertThat(parameter.name()).matches("[a-z][A-Za-z0-9]*");
            assertThat(parameter.help()).endsWith(".");
            assertThat(parameter.standard()).isBetween(parameter.low(), parameter.high());
        }
    }

    @Test
    void doesNotDependOnTheOrderOfArrival() throws IOException {
        List<Contribution> contributions = contributions(CLIENTS);
        Aggregated forward = aggregate(contributions, start(), Map.of(), new Participation());
        Collections.reverse(contributions);
        assertThat(aggregate(contributions, start(), Map.of(), new Participation()))
                .isEqualTo(forward);
    }

    @Test
    void givesTheSameBitsAgain() throws IOException {
        assertThat(aggregate(contributions(CLIENTS), start(), Map.of(), new Participation()))
                .isEqualTo(aggregate(contributions(CLIENTS), start(), Map.of(), new Participation()));
    }

    @Test
    void leavesTheModelWhereNobodyMovedIt() throws IOException {
        List<Contribution> still = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            still.add(new Contribution(client, update(unused -> 0), 100));
        }
        Aggregated next = aggregate(still, start(), Map.of(), new Participation());
        assertThat(numbers(next.model())).isEqualTo(numbers(start()));
    }

    @Test
    void movesWhereAllAgreeToGo() throws IOException {
        List<Contribution> same = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            same.add(new Contribution(client, update(unused -> agreed()), 100));
        }
        float[] before = numbers(start());
        float[] after =
                numbers(aggregate(same, start(), Map.of(), new Participation()).model());
        for (int i = 0; i < SIZE; i++) {
            assertThat(after[i] - before[i]).as("parameter %d", i).isPositive();
        }
    }

    @Test
    void worksWithASingleClientAndKeepsNumbersFinite() throws IOException {
        for (int count : new int[] {1, 2, 3}) {
            float[] after = numbers(aggregate(contributions(count), start(), Map.of(), new Participation())
                    .model());
            for (float number : after) {
                assertThat(number).isFinite();
            }
        }
    }

    /** What a tile gives does not depend on where tiles are cut: every slice of the model is treated like any other. */
    @Test
    void treatsEveryParameterAlikeOnBothSidesOfATilesEdge() throws IOException {
        List<Contribution> level = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            float each = 0.1f * (client + 1);
            level.add(new Contribution(client, update(unused -> each), 100));
        }
        float[] before = numbers(start());
        float[] after =
                numbers(aggregate(level, start(), Map.of(), new Participation()).model());
        float moved = after[0] - before[0];
        for (int i = 1; i < SIZE; i++) {
            assertThat(after[i] - before[i]).isCloseTo(moved, within(1e-4f));
        }
    }

    /** Three rounds in one go, and with everything but files and history forgotten after each. */
    @Test
    void goesOnAfterARestartAsIfThereHadBeenNone() throws IOException {
        Sha256 model = start();
        Sha256 again = start();
        Map<String, Sha256> memory = Map.of();
        Map<String, Sha256> readAgain = Map.of();
        TiledAggregation kept = aggregation();
        for (int round = 1; round <= 3; round++) {
            List<Contribution> some = contributions(CLIENTS).subList(0, CLIENTS - round);
            Aggregated next = aggregate(kept, round, some, model, memory, new Participation());
            Aggregated restarted = aggregate(aggregation(), round, some, again, readAgain, new Participation());
            assertThat(restarted).isEqualTo(next);
            model = next.model();
            memory = next.memory();
            again = restarted.model();
            readAgain = new HashMap<>(restarted.memory());
        }
    }

    /** Clients that agree on everything are led where each alone would go. */
    @Test
    void findsTheMinimumThatAllShare() {
        StrategyBench bench = bench(1, 1, 1, 1, 1);
        bench.rounds(rounds());
        assertThat(bench.weights()[0]).isCloseTo(1, within(0.1f));
    }

    /** Rounds after which a shared minimum is found. */
    protected int rounds() {
        return 60;
    }

    /** Where all agree to go, in the unit of this strategy's updates. */
    protected float agreed() {
        return 0.25f;
    }

    private TiledAggregation aggregation() {
        return new TiledAggregation(
                store, layout(), strategy().server(Parameters.NONE), strategy().beside());
    }

    private Aggregated aggregate(
            List<Contribution> contributions, Sha256 model, Map<String, Sha256> memory, Participation participation)
            throws IOException {
        return aggregate(aggregation(), 1, contributions, model, memory, participation);
    }

    private static Aggregated aggregate(
            TiledAggregation aggregation,
            int round,
            List<Contribution> contributions,
            Sha256 model,
            Map<String, Sha256> memory,
            Participation participation)
            throws IOException {
        List<Contribution> inOrder = contributions.stream()
                .sorted(Comparator.comparingInt(Contribution::client))
                .toList();
        return aggregation.aggregate(
                model,
                memory,
                participation.participants(round, TaskSpec.defaults(), inOrder),
                inOrder.stream().map(Contribution::update).toList(),
                NONE,
                UpdateGuard.NONE);
    }

    private List<Contribution> contributions(int count) throws IOException {
        List<Contribution> contributions = new ArrayList<>();
        for (int client = 0; client < count; client++) {
            UniformRandomProvider random = Seeds.generator(client, Purpose.COMPRESSION, 1, 1);
            contributions.add(
                    new Contribution(client, update(unused -> random.nextFloat() - 0.4f), 100 + 10L * client));
        }
        return contributions;
    }

    private Sha256 start() throws IOException {
        return store.put(Durability.VOLATILE, Safetensors.header(layout()), floats(i -> (i % 13) * 0.1f));
    }

    private Sha256 update(Numbers numbers) throws IOException {
        UniformRandomProvider unused = Seeds.generator(1, Purpose.COMPRESSION, 0, 0);
        return store.put(Durability.VOLATILE, NONE.encode(frame(numbers), unused));
    }

    private float[] numbers(Sha256 model) throws IOException {
        try (SeekableByteChannel channel = store.open(model)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            bytes.flip().position(Safetensors.header(layout()).remaining());
            float[] numbers = new float[SIZE];
            bytes.asFloatBuffer().get(numbers);
            return numbers;
        }
    }

    private static WeightLayout layout() {
        return new WeightLayout(List.of(new Tensor("w", List.of(SIZE), 0, Tensor.Initial.ZEROS, 1)));
    }

    private interface Numbers {
        float at(int index);
    }

    /** An update of these numbers; what goes beside them says the same of all. */
    private ByteBuffer frame(Numbers numbers) {
        int vectors = 1 + strategy().beside();
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 * SIZE * vectors).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < SIZE; from += ClientRule.SLICE) {
            int count = Math.min(ClientRule.SLICE, SIZE - from);
            for (int i = 0; i < count; i++) {
                buffer.putFloat(numbers.at(from + i));
            }
            for (int i = count; i < vectors * count; i++) {
                buffer.putFloat(0.01f);
            }
        }
        return buffer.flip();
    }

    private static ByteBuffer floats(Numbers numbers) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 * SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SIZE; i++) {
            buffer.putFloat(numbers.at(i));
        }
        return buffer.flip();
    }
}
