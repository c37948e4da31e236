package io.tributary.worker.training;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.Examples;
import io.tributary.worker.data.Share;
import io.tributary.worker.engine.Network;
import io.tributary.worker.engine.Torch;
import io.tributary.worker.loss.Loss;
import io.tributary.worker.loss.Targets;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a model costs on this machine by running a few batches of random numbers; the base of estimates. Takes about
 * half a second, after the engine is loaded. Safe for use by many threads; remembers what it measured last.
 */
public final class Calibration {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int KEPT = 64;
    private static final int MOST_BATCHES = 8192;
    private static final double WARM_UP_SECONDS = 0.15;
    private static final double ENOUGH_SECONDS = 0.3;
    private static final int MOST_ROWS = 64;
    private static final int MOST_EXAMPLES = 4096;
    /** 256 MiB for weights, their gradients and momentum. */
    private static final long MOST_PARAMETERS = 20 << 20;

    private static final int STAND_IN_UNITS = 1024;
    private static final int MOST_FEATURES = 4 << 20;
    private static final double STEADY = 1e-9;

    private final String device;
    private final Map<Key, Cost> costs = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Cost> eldest) {
            return size() > KEPT;
        }
    };

    private record Key(ModelGraph graph, int batchSize, String optimizer) {}

    /**
     * What a model costs.
     *
     * @param trainBatch CPU seconds for each training step of a whole batch
     * @param testExample CPU seconds for each example of an evaluation
     */
    public record Cost(double trainBatch, double testExample) {}

    /** @param device {@code cpu}, {@code cuda:N} or {@code auto} */
    public Calibration(String device) {
        this.device = device;
    }

    /**
     * The cost of a model, measured on the calling thread if it is not known yet.
     *
     * @throws io.tributary.protocol.error.TributaryException INVALID_SPEC where the optimizer is unknown
     */
    public Cost of(ModelGraph graph, TaskSpec.Training training) {
        return of(graph, training, null);
    }

    /**
     * As {@link #of(ModelGraph, TaskSpec.Training)}, on real data: a small model spends a good part of its time on fetching
     * examples from all over the memory.
     *
     * @param data of the model's shape; null for random numbers
     */
    public synchronized Cost of(ModelGraph graph, TaskSpec.Training training, @Nullable Examples data) {
        Key key = new Key(graph, training.batchSize(), training.optimizer());
        Cost cost = costs.get(key);
        if (cost == null) {
            cost = measure(graph, training, data);
            costs.put(key, cost);
        }
        return cost;
    }

    /** A large model would take gigabytes and minutes: a smaller one is measured, and its cost scaled by the arithmetic. */
    private Cost measure(ModelGraph graph, TaskSpec.Training training, @Nullable Examples data) {
        if (graph.parameters() <= MOST_PARAMETERS) {
            return run(graph, training, data);
        }
        ModelGraph small = standIn(graph.data());
        Cost cost = run(small, training, data);
        double scale = (double) graph.multiplyAdds() / small.multiplyAdds();
        return new Cost(cost.trainBatch() * scale, cost.testExample() * scale);
    }

    private static ModelGraph standIn(DataShape data) {
        Layer hidden = new Layer.Dense(data.features() > STAND_IN_UNITS ? STAND_IN_UNITS / 4 : STAND_IN_UNITS);
        return ModelGraph.of(
                new ModelSpec(null, List.of(new Layer.Flatten(), hidden, hidden, new Layer.Dense(null))), data);
    }

    private Cost run(ModelGraph graph, TaskSpec.Training training, @Nullable Examples data) {
        // A larger batch costs in proportion, and would take seconds.
        int rows = Math.min(training.batchSize(), MOST_ROWS);
        try (Network network = Torch.network(graph, rows, Torch.resolveDevice(device))) {
            UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1L);
            ByteBuffer weights = InitialWeights.of(graph.layout(), 1);
            network.weights().put(0, weights, 0, weights.capacity());
            network.weightsChanged();
            Examples all = data == null || !data.shape().equals(graph.data()) ? examples(graph.data(), random) : data;
            Share examples = shuffled(all, random);
            Targets targets = Targets.of(rows, examples.real());
            Optimizer optimizer = Optimizers.create(steady(training), graph.layout());
            Loss loss = Loss.of(training.loss());
            Tiles tiles = new Tiles(network.weights().asFloatBuffer());
            double batch = quick(at -> {
                examples.copyTo(at * rows % (examples.count() - rows), rows, network.inputs(), targets);
                network.step(rows, targets, loss, random);
                tiles.update(network, null, optimizer, 1);
                network.weightsChanged();
            });
            double test = quick(at -> {
                examples.copyTo(at * rows % (examples.count() - rows), rows, network.inputs(), targets);
                network.logits(rows);
            });
            return new Cost(batch * training.batchSize() / rows, test / rows);
        }
    }

    /** The same work in steps that go nowhere: what would diverge on real data would on this, and then there is nothing to measure. */
    private static TaskSpec.Training steady(TaskSpec.Training training) {
        return new TaskSpec.Training(
                training.rounds(),
                training.localEpochs(),
                training.batchSize(),
                training.optimizer(),
                STEADY,
                training.schedule(),
                training.momentum(),
                training.weightDecay(),
                training.loss());
    }

    /** Random numbers, enough of them that a batch is not in the processor's cache already, as in a client's training. */
    private static Examples examples(DataShape shape, UniformRandomProvider random) {
        int count = Math.max(2, Math.min(MOST_EXAMPLES, MOST_FEATURES / shape.features()));
        ByteBuffer features =
                ByteBuffer.allocateDirect(4 * count * shape.features()).order(ByteOrder.LITTLE_ENDIAN);
        while (features.hasRemaining()) {
            features.putFloat(2 * random.nextFloat() - 1);
        }
        int[] labels = IntStream.range(0, count).map(i -> i % shape.classes()).toArray();
        return shape.classes() == 1
                ? new Examples(shape, features, new float[count])
                : new Examples(shape, features, labels);
    }

    private static Share shuffled(Examples examples, UniformRandomProvider random) {
        int count = examples.count();
        int most = Math.max(count, 2 * MOST_ROWS);
        Share share =
                new Share(examples, IntStream.range(0, most).map(i -> i % count).toArray());
        share.shuffle(random);
        return share;
    }

    /** CPU seconds of a quick run, the median, once it has run for a while: the first ones are slow, disturbed ones odd. */
    private static double quick(IntConsumer run) {
        double[] seconds = new double[MOST_BATCHES];
        int measured = 0;
        double total = 0;
        for (int i = 0; measured < MOST_BATCHES && (measured == 0 || total < ENOUGH_SECONDS); i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            run.accept(i);
            double elapsed = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
            total += elapsed;
            if (total >= WARM_UP_SECONDS) {
                seconds[measured++] = elapsed;
            }
        }
        Arrays.sort(seconds, 0, measured);
        return seconds[measured / 2];
    }
}
