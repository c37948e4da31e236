package io.tributary.worker.training;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.model.ModelGraph;
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
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

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
    public synchronized Cost of(ModelGraph graph, TaskSpec.Training training) {
        Key key = new Key(graph, training.batchSize(), training.optimizer());
        Cost cost = costs.get(key);
        if (cost == null) {
            cost = measure(graph, training);
            costs.put(key, cost);
        }
        return cost;
    }

    private Cost measure(ModelGraph graph, TaskSpec.Training training) {
        // A larger batch costs in proportion, and would take seconds.
        int rows = Math.min(training.batchSize(), MOST_ROWS);
        try (Network network = Torch.network(graph, rows, Torch.resolveDevice(device))) {
            UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1L);
            ByteBuffer weights = InitialWeights.of(graph.layout(), 1);
            network.weights().put(0, weights, 0, weights.capacity());
            network.weightsChanged();
            Share examples = examples(graph.data(), random);
            Targets targets = Targets.of(rows, examples.real());
            Optimizer optimizer = Optimizers.create(steady(training), (int) graph.parameters());
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
    private static Share examples(DataShape shape, UniformRandomProvider random) {
        int count = Math.max(2, Math.min(MOST_EXAMPLES, MOST_FEATURES / shape.features()));
        ByteBuffer features =
                ByteBuffer.allocateDirect(4 * count * shape.features()).order(ByteOrder.LITTLE_ENDIAN);
        while (features.hasRemaining()) {
            features.putFloat(2 * random.nextFloat() - 1);
        }
        int[] labels = IntStream.range(0, count).map(i -> i % shape.classes()).toArray();
        Examples examples = shape.classes() == 1
                ? new Examples(shape, features, new float[count])
                : new Examples(shape, features, labels);
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
