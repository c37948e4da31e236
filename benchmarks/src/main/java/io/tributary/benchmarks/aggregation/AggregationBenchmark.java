package io.tributary.benchmarks.aggregation;

import io.tributary.orchestrator.aggregation.Contribution;
import io.tributary.orchestrator.aggregation.Participation;
import io.tributary.orchestrator.aggregation.TiledAggregation;
import io.tributary.orchestrator.aggregation.UpdateCheck;
import io.tributary.orchestrator.aggregation.UpdateGuard;
import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Participants;
import io.tributary.protocol.aggregation.Strategies;
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
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * FedAvg of 100 updates of 1.66M and of 20 updates of 25M parameters from files in the page cache: gigabytes of updates for
 * each CPU-second, against a loop that adds the same number of floats in memory, in one run.
 *
 * <pre>
 * ./mvnw -q -pl benchmarks -am package -DskipTests
 * java -Xmx2g -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
 *     io.tributary.benchmarks.aggregation.AggregationBenchmark
 * </pre>
 */
public final class AggregationBenchmark {
    private static final int REPEATS = 5;

    private AggregationBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("aggregation");
        System.out.println(
                "| updates | parameters | plain loop GB/CPU-s | fold GB/CPU-s | check GB/CPU-s | store GB/CPU-s | buffers MB |");
        System.out.println("|---|---|---|---|---|---|---|");
        measure(folder, 2, 1_663_370);
        measure(folder, 100, 1_663_370);
        measure(folder, 20, 25_000_000);
    }

    private static void measure(Path folder, int clients, int parameters) throws IOException {
        DiskArtifactStore store = new DiskArtifactStore(folder, 0);
        WeightLayout layout =
                new WeightLayout(List.of(new Tensor("w", List.of(parameters), 0, Tensor.Initial.ZEROS, 1)));
        UniformRandomProvider random = Seeds.generator(1, Purpose.COMPRESSION, 0, 0);
        Compressor none = Compressors.none();
        ByteBuffer numbers = ByteBuffer.allocateDirect(4 * parameters).order(ByteOrder.LITTLE_ENDIAN);
        Sha256 model = store.put(Durability.VOLATILE, Safetensors.header(layout), numbers.duplicate());
        List<Contribution> contributions = new ArrayList<>();
        long storeNanos = 0;
        for (int client = 0; client < clients; client++) {
            numbers.putFloat(0, client + 1);
            long start = cpuNanos();
            Sha256 update = store.put(
                    Durability.VOLATILE, none.encode(numbers.duplicate().order(ByteOrder.LITTLE_ENDIAN), random));
            storeNanos += cpuNanos() - start;
            contributions.add(new Contribution(client, update, 600));
        }
        double bytes = 4.0 * parameters * clients;

        TiledAggregation aggregation =
                new TiledAggregation(store, layout, Strategies.of("fedavg").server(Parameters.NONE));
        Participants participants = new Participation().participants(1, TaskSpec.defaults(), contributions);
        List<Sha256> updates = contributions.stream().map(Contribution::update).toList();
        UpdateCheck check = new UpdateCheck(store);
        long fold = Long.MAX_VALUE;
        long checked = Long.MAX_VALUE;
        long plain = Long.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            long start = cpuNanos();
            Sha256 next = aggregation
                    .aggregate(model, Map.of(), participants, updates, none, UpdateGuard.NONE)
                    .model();
            fold = Math.min(fold, cpuNanos() - start);
            store.release(next);
            store.delete(next);

            start = cpuNanos();
            for (Contribution contribution : contributions) {
                check.check(contribution.update(), none, parameters);
            }
            checked = Math.min(checked, cpuNanos() - start);
            plain = Math.min(plain, plainLoop(clients, parameters));
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %,d | %.1f | %.1f | %.1f | %.1f | %d |%n",
                clients,
                parameters,
                bytes / plain,
                bytes / fold,
                bytes / checked,
                bytes / storeNanos,
                directMegabytes());
        for (Contribution contribution : contributions) {
            store.release(contribution.update());
            store.delete(contribution.update());
        }
    }

    /** Adds as many floats from one array in memory to another: what the processor could do without files and frames. */
    private static long plainLoop(int clients, int parameters) {
        float[] sum = new float[parameters];
        float[] update = new float[parameters];
        long start = cpuNanos();
        for (int client = 0; client < clients; client++) {
            addScaled(sum, update, 0.01f);
        }
        return cpuNanos() - start;
    }

    private static void addScaled(float[] sum, float[] update, float share) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += share * update[i];
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long directMegabytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum()
                / 1_000_000;
    }
}
