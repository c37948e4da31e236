package io.tributary.benchmarks.federation;

import com.sun.management.OperatingSystemMXBean;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.LocalFederation;
import io.tributary.testkit.Specs;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.training.ClientRound;
import io.tributary.worker.training.LocalTrainer;
import io.tributary.worker.training.LocalTraining;
import io.tributary.worker.training.LocalUpdate;
import io.tributary.worker.training.Watch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fashion-MNIST, 100 clients IID, 10 a round, one local epoch, batch 32, SGD 0.05, no evaluation but after the last round:
 * CPU of the whole federation against the CPU spent inside local training, in the same run; seconds for each round with one
 * and with two slots.
 *
 * <pre>
 * ./mvnw -q -pl benchmarks -am package -DskipTests
 * OMP_NUM_THREADS=1 java -Xmx2g -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 \
 *     -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
 *     io.tributary.benchmarks.federation.FederationBenchmark [rounds]
 * </pre>
 */
public final class FederationBenchmark {
    private static final DataShape SHAPE = new DataShape(1, 28, 28, 10);
    private static final int EXAMPLES_A_ROUND = 6_000;
    private static final int WARM_UP = 8;

    private FederationBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        DatasetCatalog datasets = DatasetCatalog.standard(null);
        datasets.get("fashion-mnist");
        System.out.println(
                "| model | slots | seconds a round | CPU-s a round | training CPU-s a round | overhead % | samples/CPU-s in training |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String model : List.of("mlp", "lenet5", "cnn")) {
            int count = model.equals("cnn") ? Math.max(3, rounds / 10) : rounds;
            for (int slots : new int[] {1, 2}) {
                measure(datasets, model, slots, count);
            }
        }
    }

    private static void measure(DatasetCatalog datasets, String model, int slots, int rounds) throws IOException {
        AtomicLong trainingNanos = new AtomicLong();
        LocalTrainer real = new LocalTraining();
        LocalTrainer timed = new LocalTrainer() {
            @Override
            public LocalUpdate train(ClientRound work, Watch watch) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                LocalUpdate update = real.train(work, watch);
                trainingNanos.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
                return update;
            }
        };
        TaskSpec spec = Specs.of(
                "{'model':{'preset':'" + model + "'},'clients':{'count':100,'fraction':0.1},'training':{'rounds':"
                        + (rounds + WARM_UP) + "},'evaluation':{'every':100000}}");
        try (LocalFederation federation = new LocalFederation(Files.createTempDirectory("federation"), Ticker.system())
                .withWorker("w", slots, datasets, timed)) {
            String task = federation.submit(spec, SHAPE);
            // The first rounds pay for loading and compiling classes, which a long task does not notice.
            federation.journal().awaitRound(task, WARM_UP);
            long cpu = processCpuNanos();
            long training = trainingNanos.get();
            federation.journal().awaitRound(task, rounds + WARM_UP - 1);
            double cpuSeconds = (processCpuNanos() - cpu) / 1e9 / (rounds - 1);
            double trainingSeconds = (trainingNanos.get() - training) / 1e9 / (rounds - 1);
            federation.journal().awaitState(task, TaskState.COMPLETED);
            double seconds = federation.journal().rounds(task).stream()
                    .skip(WARM_UP)
                    .limit(rounds - 1L)
                    .map(round -> round.report())
                    .mapToDouble(RoundReport::seconds)
                    .average()
                    .orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.3f | %.3f | %.3f | %.1f | %,.0f |%n",
                    model,
                    slots,
                    seconds,
                    cpuSeconds,
                    trainingSeconds,
                    100 * (cpuSeconds / trainingSeconds - 1),
                    EXAMPLES_A_ROUND / trainingSeconds);
        }
    }

    private static long processCpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
