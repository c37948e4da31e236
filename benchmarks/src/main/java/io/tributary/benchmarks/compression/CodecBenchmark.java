package io.tributary.benchmarks.compression;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.compression.UpdateReader;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec.Codec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * How fast numbers are packed and unpacked on one thread: gigabytes of 32-bit floats for each CPU-second, best of several
 * passes over normally distributed numbers.
 *
 * <pre>
 * java $FLAGS -cp "$CP" io.tributary.benchmarks.compression.CodecBenchmark [numbers]
 * </pre>
 */
public final class CodecBenchmark {
    private static final int PASSES = 30;

    private CodecBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_663_370;
        ArtifactStore store = new DiskArtifactStore(Files.createTempDirectory("codec"));
        System.out.println("| codec | bytes % | pack, GB/CPU-s | unpack, GB/CPU-s |");
        System.out.println("|---|---|---|---|");
        for (Codec codec : List.of(
                new Codec("none", 8, 1.0, true),
                new Codec("float16", 8, 1.0, true),
                new Codec("quantize", 8, 1.0, true),
                new Codec("quantize", 8, 1.0, false),
                new Codec("quantize", 4, 1.0, true),
                new Codec("quantize", 2, 1.0, true),
                new Codec("quantize", 1, 1.0, true),
                new Codec("quantize", 5, 1.0, true),
                new Codec("top-k", 8, 0.01, true),
                new Codec("top-k", 8, 0.1, true))) {
            measure(store, codec, count);
        }
    }

    private static void measure(ArtifactStore store, Codec codec, int count) throws IOException {
        Compressor compressor = Compressors.of(codec);
        UniformRandomProvider random = Seeds.generator(1, Purpose.COMPRESSION, 0, 0);
        ByteBuffer numbers = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        while (numbers.hasRemaining()) {
            numbers.putFloat((float) gaussian.sample());
        }
        numbers.flip();
        long pack = Long.MAX_VALUE;
        long unpack = Long.MAX_VALUE;
        float[] tile = new float[64 * 1024];
        for (int pass = 0; pass < PASSES; pass++) {
            long start = cpuNanos();
            ByteBuffer[] frame = compressor.encode(numbers.duplicate().order(ByteOrder.LITTLE_ENDIAN), random);
            pack = Math.min(pack, cpuNanos() - start);
            Sha256 name = store.put(Durability.VOLATILE, frame);
            start = cpuNanos();
            try (UpdateReader reader = compressor.open(store.open(name), count)) {
                for (int from = 0; from < count; from += tile.length) {
                    reader.read(tile, Math.min(tile.length, count - from));
                }
            }
            unpack = Math.min(unpack, cpuNanos() - start);
            store.release(name);
            store.delete(name);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s%s | %.2f | %.2f | %.2f |%n",
                codec.scheme(),
                switch (codec.scheme()) {
                    case "quantize" -> " " + codec.bits() + (codec.errorFeedback() ? " nearest" : " stochastic");
                    case "top-k" -> " " + codec.keep();
                    default -> "";
                },
                100.0 * compressor.frameSize(count) / (4.0 * count),
                4.0 * count / pack,
                4.0 * count / unpack);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
