package io.tributary.backend.task;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.compression.UpdateReader;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.springframework.stereotype.Component;

/** Measures what packing costs on this machine, some milliseconds for each codec, and remembers it. */
@Component
class PackingCalibration {
    private static final int NUMBERS = 64 * 1024;
    private static final int PASSES = 20;

    private final ArtifactStore artifacts;
    private final Map<Codec, Cost> costs = new HashMap<>();

    PackingCalibration(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * @param pack CPU seconds for each number
     * @param unpack CPU seconds for each number
     */
    record Cost(double pack, double unpack) {}

    synchronized Cost of(Codec codec) {
        return costs.computeIfAbsent(codec, this::measure);
    }

    private Cost measure(Codec codec) {
        Compressor compressor = Compressors.of(codec);
        UniformRandomProvider random = Seeds.generator(1, Purpose.COMPRESSION, 0, 0);
        ByteBuffer numbers = ByteBuffer.allocateDirect(4 * NUMBERS).order(ByteOrder.LITTLE_ENDIAN);
        while (numbers.hasRemaining()) {
            numbers.putFloat(2 * random.nextFloat() - 1);
        }
        numbers.flip();
        float[] tile = new float[NUMBERS];
        long pack = Long.MAX_VALUE;
        long unpack = Long.MAX_VALUE;
        try {
            for (int pass = 0; pass < PASSES; pass++) {
                long start = cpuNanos();
                Sha256 frame = artifacts.put(Durability.VOLATILE, compressor.encode(numbers, random));
                pack = Math.min(pack, cpuNanos() - start);
                start = cpuNanos();
                try (UpdateReader reader = compressor.open(artifacts.open(frame), NUMBERS)) {
                    reader.read(tile, NUMBERS);
                }
                unpack = Math.min(unpack, cpuNanos() - start);
                artifacts.release(frame);
                artifacts.delete(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Cost(pack / 1e9 / NUMBERS, unpack / 1e9 / NUMBERS);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
