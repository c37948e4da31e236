package io.tributary.benchmarks.federation;

import com.sun.management.OperatingSystemMXBean;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.round.RoundReport;
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
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Fashion-MNIST, 100 clients IID, 10 a round, one local epoch, batch 32, SGD 0.05, no evaluation but after the last round:
 * CPU of the whole federation against the CPU spent inside local training, in the same run; seconds for each round with one
 * and with two slots, after a warm-up.
 *
 * <pre>
 * ./mvnw -q -pl benchmarks -am package -DskipTests
 * OMP_NUM_THREADS=1 java -Xmx2g -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 \
 *     -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
 *     io.tributary.benchmarks.federation.FederationBenchmark [rounds [model...]]
 * </pre>
 */
public final class FederationBenchmark {
    private static final DataShape SHAPE = new DataShape(1, 28, 28, 10);
    private static final int EXAMPLES_A_ROUND = 6_000;
    /** Seconds of rounds that are not counted: they pay for compiling, which a long task does not notice. */
    private static final double WARM_UP_SECONDS = 60;
    /** Milliseconds between two looks at the journal: to be woken at every event would itself cost one percent. */
    private static final int LOOK_MILLIS = 20;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private FederationBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        DatasetCatalog datasets = DatasetCatalog.standard(null);
        datasets.get("fashion-mnist");
        System.out.println(
                "| model | slots | seconds a round | CPU-s a round | training CPU-s a round | overhead % | without the compiler % | samples/CPU-s in training |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        List<String> models = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length)
                : List.of("mlp", "lenet5", "cnn");
        for (String model : models) {
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
                long start = THREADS.getCurrentThreadCpuTime();
                LocalUpdate update = real.train(work, watch);
                trainingNanos.addAndGet(THREADS.getCurrentThreadCpuTime() - start);
                return update;
            }
        };
        TaskSpec spec = Specs.of("{'model':{'preset':'" + model + "'},'clients':{'count':100,'fraction':0.1},"
                + "'training':{'rounds':100000},'evaluation':{'every':100000}}");
        try (LocalFederation federation = new LocalFederation(Files.createTempDirectory("federation"), Ticker.system())
                .withEmbeddedWorker("w", slots, datasets, timed)) {
            String task = federation.submit(spec, SHAPE);
            int first = warmUp(federation, task);
            long cpu = processCpuNanos();
            long training = trainingNanos.get();
            long compiling = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
            awaitRound(federation, task, first + rounds);
            double compilerSeconds =
                    (ManagementFactory.getCompilationMXBean().getTotalCompilationTime() - compiling) / 1e3 / rounds;
            double cpuSeconds = (processCpuNanos() - cpu) / 1e9 / rounds;
            double trainingSeconds = (trainingNanos.get() - training) / 1e9 / rounds;
            federation.orchestrator().cancel(task);
            double seconds = federation.journal().rounds(task).stream()
                    .skip(first)
                    .limit(rounds)
                    .map(RoundCommit::report)
                    .mapToDouble(RoundReport::seconds)
                    .average()
                    .orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.3f | %.3f | %.3f | %.1f | %.1f | %,.0f |%n",
                    model,
                    slots,
                    seconds,
                    cpuSeconds,
                    trainingSeconds,
                    100 * (cpuSeconds / trainingSeconds - 1),
                    100 * ((cpuSeconds - compilerSeconds) / trainingSeconds - 1),
                    EXAMPLES_A_ROUND / trainingSeconds);
        }
    }

    /**
     * Lets rounds go by until everything is compiled.
     *
     * @return the round that was committed last
     */
    private static int warmUp(LocalFederation federation, String task) {
        long start = System.nanoTime();
        int round = 0;
        while (round < 2 || (System.nanoTime() - start) / 1e9 < WARM_UP_SECONDS) {
            awaitRound(federation, task, ++round);
        }
        return round;
    }

    private static void awaitRound(LocalFederation federation, String task, int round) {
        while (federation.journal().progress(task).round() < round) {
            LockSupport.parkNanos(LOOK_MILLIS * 1_000_000L);
        }
    }

    private static long processCpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
