package io.tributary.protocol.compression;

import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.Codec;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The registry of compression schemes. */
public final class Compressors {
    private static final Map<String, Function<Codec, Compressor>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("none", codec -> new NoCompressor());
        ALL.put("float16", codec -> new Float16Compressor());
        ALL.put("quantize", codec -> new Quantizer(codec.bits(), rounding(codec)));
        ALL.put("top-k", codec -> new TopK(codec.keep(), new Quantizer(codec.bits(), rounding(codec))));
    }

    private Compressors() {}

    public static List<String> ids() {
        return List.copyOf(ALL.keySet());
    }

    /** Scheme {@code none}. */
    public static Compressor none() {
        return new NoCompressor();
    }

    /** What comes before the little-endian floats in a frame of scheme {@code none}. */
    public static ByteBuffer plainHeader(long parameters) {
        return NoCompressor.header(parameters);
    }

    /**
     * The scheme with the codec's settings, and its entropy stage behind it.
     *
     * @throws IllegalArgumentException where there is none of that name, naming the known ones
     */
    public static Compressor of(Codec codec) {
        Function<Codec, Compressor> scheme = ALL.get(codec.scheme());
        if (scheme == null) {
            throw new IllegalArgumentException("There is no compression scheme '" + codec.scheme() + "'. Known: "
                    + String.join(", ", ids()) + ".");
        }
        Compressor compressor = scheme.apply(codec);
        return codec.entropy() == TaskSpec.Entropy.ZSTD ? new EntropyStage(compressor) : compressor;
    }

    /** Feedback makes up for a bias and wants the smallest error; without it the error should at least have mean zero. */
    private static Rounding rounding(Codec codec) {
        return codec.errorFeedback() ? Rounding.NEAREST : Rounding.STOCHASTIC;
    }
}
