package io.tributary.intent.learned;

import io.tributary.intent.learned.Heads.Shape;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Heads in a file: shape, names, then the weights as bfloat16, which is precise enough for them. Compressed with gzip. */
final class HeadsFile {
    private static final int MAGIC = 0x54524831;
    private static final int MOST_NAMES = 1000;

    private HeadsFile() {}

    static void write(Heads heads, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            Shape shape = heads.shape();
            out.writeInt(MAGIC);
            out.writeInt(shape.vector());
            out.writeInt(shape.buckets());
            out.writeInt(shape.embedding());
            out.writeInt(shape.hidden());
            for (List<String> names : List.of(heads.labels(), heads.stances())) {
                out.writeInt(names.size());
                for (String name : names) {
                    out.writeUTF(name);
                }
            }
            for (float[] array : heads.weights()) {
                for (float weight : array) {
                    // Rounds to the nearest of those that share the upper half.
                    out.writeShort((Float.floatToIntBits(weight) + 0x8000) >>> 16);
                }
            }
        }
    }

    /** @throws IOException where it is no such file */
    static Heads read(InputStream stream) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(stream, 1 << 16))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("These are no weights of the reader's heads.");
            }
            Shape shape = new Shape(in.readInt(), in.readInt(), in.readInt(), in.readInt());
            List<String> labels = names(in);
            List<String> stances = names(in);
            int[] sizes = Heads.sizes(shape, labels.size(), stances.size());
            float[][] weights = new float[sizes.length][];
            for (int array = 0; array < sizes.length; array++) {
                byte[] bytes = in.readNBytes(2 * sizes[array]);
                if (bytes.length < 2 * sizes[array]) {
                    throw new IOException("The weights of the reader's heads are cut off.");
                }
                weights[array] = new float[sizes[array]];
                for (int i = 0; i < sizes[array]; i++) {
                    int bits = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
                    weights[array][i] = Float.intBitsToFloat(bits << 16);
                }
            }
            return new Heads(shape, labels, stances, weights);
        }
    }

    private static List<String> names(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_NAMES) {
            throw new IOException("The weights of the reader's heads are damaged.");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.readUTF());
        }
        return names;
    }
}
