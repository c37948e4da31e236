package io.tributary.benchmarks.training;

import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.Examples;
import io.tributary.worker.data.FashionMnist;
import io.tributary.worker.data.Share;
import io.tributary.worker.engine.Network;
import io.tributary.worker.engine.Torch;
import io.tributary.worker.training.ClientRound;
import io.tributary.worker.training.InitialWeights;
import io.tributary.worker.training.LocalTraining;
import io.tributary.worker.training.LocalUpdate;
import io.tributary.worker.training.Watch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Examples that a client trains on in a CPU-second, beside the bare kernels: Fashion-MNIST, 600 examples, one epoch, batches
 * of 32, plain SGD, one thread. Both arms take turns in one process, so that a busy machine slows both; the ratio is what
 * counts. The median of the turns is printed.
 *
 * <pre>{@code
 * ./mvnw -q -pl benchmarks -am -DskipTests package
 * OMP_NUM_THREADS=1 java -Xmx2g -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
 *     io.tributary.benchmarks.training.LocalTrainingBenchmark
 * }</pre>
 *
 * Arguments: names of presets; without any, {@code mlp lenet5 cnn}. Presets with layers that the bare loop does not know
 * cannot be measured.
 */
public final class LocalTrainingBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int EXAMPLES = 600;
    private static final int BATCH = 32;
    private static final double RATE = 0.05;
    private static final double SECONDS_FOR_EACH_ARM = 6;
    private static final int LEAST_TURNS = 5;

    private LocalTrainingBenchmark() {}

    public static void main(String[] arguments) {
        List<String> presets = arguments.length == 0 ? List.of("mlp", "lenet5", "cnn") : List.of(arguments);
        Dataset clothes = DatasetCatalog.standard(null).get(FashionMnist.ID);
        System.out.println(Torch.version() + ", Java " + Runtime.version());
        System.out.println("| model | parameters | client, examples/CPU-s | bare kernels | client / bare |");
        System.out.println("|---|---|---|---|---|");
        for (String preset : presets) {
            measure(preset, clothes);
        }
    }

    private static void measure(String preset, Dataset clothes) {
        TaskSpec spec = spec(preset);
        ModelGraph graph = ModelGraph.of(spec.model(), clothes.info().shape());
        ByteBuffer start = InitialWeights.of(graph.layout(), 42);
        int[] indices = IntStream.range(0, EXAMPLES).toArray();
        try (Network network = Torch.network(graph, BATCH, "cpu");
                RawKernels raw = new RawKernels(
                        graph, start, features(clothes.train()), labels(clothes.train()), (float) RATE)) {
            Runnable client = () -> {
                LocalUpdate update = new LocalTraining()
                        .train(
                                new ClientRound(spec, 1, 0, new Share(clothes.train(), indices), start, network),
                                Watch.none());
                check(update.loss());
            };
            Runnable bare = () -> check(raw.epoch(BATCH));
            double once = seconds(client) + seconds(bare);
            int turns = Math.max(LEAST_TURNS, (int) (2 * SECONDS_FOR_EACH_ARM / once));
            double[] clientSeconds = new double[turns];
            double[] bareSeconds = new double[turns];
            for (int turn = 0; turn < turns; turn++) {
                clientSeconds[turn] = seconds(client);
                bareSeconds[turn] = seconds(bare);
            }
            double clientRate = EXAMPLES / median(clientSeconds);
            double bareRate = EXAMPLES / median(bareSeconds);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %,.0f | %,.0f | %.2f |%n",
                    preset,
                    graph.parameters(),
                    clientRate,
                    bareRate,
                    clientRate / bareRate);
        }
    }

    private static TaskSpec spec(String preset) {
        TaskSpec defaults = TaskSpec.defaults();
        return new TaskSpec(
                null,
                FashionMnist.ID,
                defaults.partition(),
                ModelSpec.ofPreset(preset),
                defaults.clients(),
                new TaskSpec.Training(
                        1, 1, BATCH, "sgd", RATE, TaskSpec.Schedule.CONSTANT, 0.0, 0.0, TaskSpec.Loss.CROSS_ENTROPY),
                defaults.aggregation(),
                defaults.compression(),
                defaults.privacy(),
                defaults.evaluation(),
                defaults.stopping(),
                defaults.simulation(),
                defaults.start(),
                42L);
    }

    private static double seconds(Runnable run) {
        long start = THREADS.getCurrentThreadCpuTime();
        run.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void check(double loss) {
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException("The loss is " + loss);
        }
    }

    private static float[] features(Examples train) {
        int each = train.shape().features();
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * EXAMPLES * each).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < EXAMPLES; i++) {
            train.copyTo(bytes, i, i);
        }
        float[] features = new float[EXAMPLES * each];
        bytes.asFloatBuffer().get(features);
        return features;
    }

    private static long[] labels(Examples train) {
        return IntStream.range(0, EXAMPLES).mapToLong(train::label).toArray();
    }
}
