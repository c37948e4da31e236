package io.tributary.benchmarks.compression;

import com.github.luben.zstd.Zstd;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.Codec;
import io.tributary.testkit.Specs;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.FashionMnist;
import io.tributary.worker.data.Share;
import io.tributary.worker.engine.Network;
import io.tributary.worker.engine.Torch;
import io.tributary.worker.training.ClientRound;
import io.tributary.worker.training.InitialWeights;
import io.tributary.worker.training.LocalTraining;
import io.tributary.worker.training.Watch;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What an entropy stage would save on real frames: a client's updates on Fashion-MNIST, 6,000 examples each, packed as tasks
 * pack them, then by zstd at two levels. Also the whole model as it goes down.
 *
 * <pre>
 * java $FLAGS -cp "$CP" io.tributary.benchmarks.compression.EntropyBenchmark [model...]
 * </pre>
 */
public final class EntropyBenchmark {
    private static final int EXAMPLES = 6_000;
    private static final int ROUNDS = 6;
    private static final int BYTES_A_TIMING = 4_000_000;
    private static final List<Codec> CODECS = List.of(
            new Codec("none", 8, 1.0, true),
            new Codec("float16", 8, 1.0, true),
            new Codec("quantize", 8, 1.0, true),
            new Codec("quantize", 4, 1.0, true),
            new Codec("quantize", 2, 1.0, true),
            new Codec("quantize", 1, 1.0, true),
            new Codec("top-k", 8, 0.01, true));

    private EntropyBenchmark() {}

    public static void main(String[] arguments) {
        Dataset clothes = DatasetCatalog.standard(null).get(FashionMnist.ID);
        System.out.println("| model, round | frame | bytes | zstd 1 saves %, MB/CPU-s | zstd 3 saves %, MB/CPU-s |");
        System.out.println("|---|---|---|---|---|");
        for (String preset : arguments.length > 0 ? List.of(arguments) : List.of("lenet5", "mlp")) {
            measure(preset, clothes);
        }
    }

    /** One client after the other trains on what the one before has left: as a task with one client a round. */
    private static void measure(String preset, Dataset clothes) {
        TaskSpec spec = Specs.of("{'model':{'preset':'" + preset + "'}}");
        ModelGraph graph =
                ModelGraph.of(ModelSpec.ofPreset(preset), clothes.info().shape());
        ByteBuffer weights = InitialWeights.of(graph.layout(), 42);
        int size = weights.capacity();
        try (Network network = Torch.network(graph, spec.training().batchSize(), Torch.resolveDevice("cpu"))) {
            for (int round = 1; round <= ROUNDS; round++) {
                int[] indices = IntStream.range(EXAMPLES * round, EXAMPLES * (round + 1))
                        .toArray();
                ByteBuffer before = copy(weights, size);
                ByteBuffer update = copy(
                        new LocalTraining()
                                .train(
                                        new ClientRound(
                                                spec,
                                                round,
                                                round,
                                                new Share(clothes.train(), indices),
                                                before,
                                                network),
                                        Watch.none())
                                .difference(),
                        size);
                if (round == 2 || round == ROUNDS) {
                    String of = preset + ", round " + round;
                    CODECS.forEach(codec -> print(of, codec, "update", update));
                    print(of, new Codec("quantize", 8, 1.0, true), "model", before);
                }
                for (int at = 0; at < size; at += Float.BYTES) {
                    weights.putFloat(at, before.getFloat(at) + update.getFloat(at));
                }
            }
        }
    }

    private static ByteBuffer copy(ByteBuffer floats, int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN).put(0, floats, 0, size);
    }

    private static void print(String of, Codec codec, String what, ByteBuffer numbers) {
        byte[] frame = frame(codec, numbers);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s, %s%s | %,d | %s | %s |%n",
                of,
                what,
                codec.scheme(),
                codec.scheme().equals("quantize") ? " " + codec.bits() : "",
                frame.length,
                packed(frame, 1),
                packed(frame, 3));
    }

    private static byte[] frame(Codec codec, ByteBuffer numbers) {
        ByteBuffer[] parts = Compressors.of(codec)
                .encode(
                        numbers.duplicate().order(ByteOrder.LITTLE_ENDIAN),
                        Seeds.generator(1, Purpose.COMPRESSION, 0, 0));
        int size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        ByteBuffer frame = ByteBuffer.allocate(size);
        for (ByteBuffer part : parts) {
            frame.put(part);
        }
        return frame.array();
    }

    private static String packed(byte[] frame, int level) {
        int times = Math.max(1, BYTES_A_TIMING / frame.length);
        int size = Zstd.compress(frame, level).length;
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            size = Zstd.compress(frame, level).length;
        }
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        return String.format(
                Locale.ROOT,
                "%.1f %%, %.0f",
                100.0 * (frame.length - size) / frame.length,
                1e-6 * times * frame.length / seconds);
    }
}
