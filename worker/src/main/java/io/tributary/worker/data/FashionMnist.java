package io.tributary.worker.data;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv 1708.07747, MIT licence): 60,000 + 10,000 grey images of 28x28
 * pixels in ten kinds of clothes, as four gzipped IDX files of the names that the authors gave them.
 *
 * <p>A pixel p in 0..255 becomes (p / 255 - mean) / deviation, both of the training images.
 */
public final class FashionMnist implements DatasetSource {
    public static final String ID = "fashion-mnist";

    private static final double MEAN = 0.2860;
    private static final double DEVIATION = 0.3530;
    private static final List<String> LABELS = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");
    private static final DataShape SHAPE = new DataShape(1, 28, 28, LABELS.size());
    private static final Part TRAIN = new Part("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz");
    private static final Part TEST = new Part("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");

    private final @Nullable Path folder;
    private final String remedy;

    /** Two files that belong together. */
    private record Part(String images, String labels) {}

    /** @param folder that holds the four files */
    public FashionMnist(Path folder) {
        this(folder, List.of(folder));
    }

    private FashionMnist(@Nullable Path folder, List<Path> candidates) {
        this.folder = folder;
        this.remedy = "Install the Debian package dataset-fashion-mnist, or put the four original files "
                + String.join(", ", TRAIN.images, TRAIN.labels, TEST.images, TEST.labels) + " into "
                + String.join(" or ", candidates.stream().map(Path::toString).toList()) + ".";
    }

    /**
     * Looks for the files: in the folder given, and in no other; else in {@code $TRIBUTARY_DATA/datasets/fashion-mnist}, then
     * where Debian's package puts them. Where there are none, the source that is returned says so when used.
     *
     * @param folder the operator's choice, or null
     * @param environment the process's variables
     */
    public static FashionMnist locate(@Nullable Path folder, Map<String, String> environment) {
        if (folder != null) {
            return new FashionMnist(folder);
        }
        List<Path> candidates = new ArrayList<>();
        String data = environment.get("TRIBUTARY_DATA");
        if (data != null && !data.isBlank()) {
            candidates.add(Path.of(data, "datasets", ID));
        }
        candidates.add(Path.of("/usr/share/datasets", ID));
        Path found = candidates.stream()
                .filter(candidate -> Files.exists(candidate.resolve(TRAIN.images)))
                .findFirst()
                .orElse(null);
        return new FashionMnist(found, candidates);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public DatasetInfo describe() {
        return info(count(TRAIN), count(TEST));
    }

    @Override
    public Dataset load() {
        Examples train = read(TRAIN);
        Examples test = read(TEST);
        return new Dataset(info(train.count(), test.count()), train, test);
    }

    private static DatasetInfo info(long train, long test) {
        return new DatasetInfo(
                ID,
                "Fashion-MNIST",
                "Grey 28x28 images of ten kinds of clothes, by Zalando Research; MIT licence.",
                SHAPE,
                LABELS,
                train,
                test,
                MEAN,
                DEVIATION);
    }

    private int count(Part part) {
        return checked(part, reader(part.images).extents(3), reader(part.labels).extents(1));
    }

    private Examples read(Part part) {
        int count = count(part);
        byte[] pixels = reader(part.images).bytes(3);
        byte[] labels = reader(part.labels).bytes(1);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = labels[i] & 0xff;
            if (numbers[i] >= LABELS.size()) {
                throw reader(part.labels)
                        .unusable("holds the label " + numbers[i] + " at " + i + "; the largest is "
                                + (LABELS.size() - 1));
            }
        }
        return new Examples(SHAPE, normalised(pixels), numbers);
    }

    /** @return how many examples the two files hold */
    private int checked(Part part, int[] images, int[] labels) {
        if (images[1] != SHAPE.height() || images[2] != SHAPE.width()) {
            throw reader(part.images)
                    .unusable("holds images of " + images[1] + "x" + images[2] + " pixels instead of 28x28");
        }
        if (images[0] != labels[0]) {
            throw reader(part.labels).unusable("holds " + labels[0] + " labels for " + images[0] + " images");
        }
        if (4L * images[0] * SHAPE.features() > Integer.MAX_VALUE) {
            throw reader(part.images).unusable("holds " + images[0] + " images, more than fit into one buffer");
        }
        return images[0];
    }

    private static ByteBuffer normalised(byte[] pixels) {
        float[] value = new float[256];
        for (int pixel = 0; pixel < value.length; pixel++) {
            value[pixel] = (float) ((pixel / 255.0 - MEAN) / DEVIATION);
        }
        ByteBuffer features = ByteBuffer.allocateDirect(4 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < pixels.length; i++) {
            features.putFloat(4 * i, value[pixels[i] & 0xff]);
        }
        return features;
    }

    private IdxReader reader(String name) {
        if (folder == null) {
            throw new TributaryException(ErrorCode.DATASET_UNUSABLE, "Fashion-MNIST is not on this machine. " + remedy);
        }
        return new IdxReader(folder.resolve(name), remedy);
    }
}
