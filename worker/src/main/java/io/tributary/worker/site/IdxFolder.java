package io.tributary.worker.site;

import io.tributary.worker.data.IdxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a folder of IDX files: images and labels for training, perhaps others for testing; gzipped or not. */
final class IdxFolder {
    private static final Pattern IMAGES = Pattern.compile("(.+)-images[-.]idx3-ubyte(\\.gz)?");
    private static final List<String> TEST = List.of("t10k", "test");
    private static final String REMEDY =
            "Put train-images-idx3-ubyte and train-labels-idx1-ubyte into the folder, and t10k- ones if there are; .gz or not.";

    private final SiteArgument argument;
    private final Path folder;

    /** Images and labels that belong together. */
    private record Part(NumberArray pixels, NumberArray labels) {}

    IdxFolder(SiteArgument argument) {
        this.argument = argument;
        this.folder = argument.path();
    }

    SiteData read() throws IOException {
        Map<String, Path> images = images();
        List<String> test = images.keySet().stream().filter(TEST::contains).toList();
        List<String> train = images.keySet().stream()
                .filter(prefix -> !TEST.contains(prefix))
                .toList();
        if (train.size() != 1 || test.size() > 1) {
            throw Unusable.of(
                    folder,
                    "holds image files for training named " + train + " and for testing named " + test
                            + "; one and at most one are wanted. " + REMEDY.substring(0, REMEDY.length() - 1));
        }
        Part first = part(train.get(0), images);
        if (test.isEmpty()) {
            return SiteData.of(argument, new ImageInputs(first.pixels, false), target(first.labels));
        }
        Part second = part(test.get(0), images);
        return new SiteData(
                new ImageInputs(NumberArray.joined(folder, first.pixels, second.pixels), false),
                target(NumberArray.joined(folder, first.labels, second.labels)),
                Split.at(first.labels.size(), first.labels.size() + second.labels.size()));
    }

    /** The image files, by what stands before their names' common part. */
    private Map<String, Path> images() throws IOException {
        Map<String, Path> images = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                Matcher name = IMAGES.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && images.putIfAbsent(name.group(1), file) != null) {
                    throw Unusable.of(file, "is there twice, gzipped and not; remove one");
                }
            });
        }
        return images;
    }

    private Part part(String prefix, Map<String, Path> files) {
        Path images = files.getOrDefault(prefix, folder);
        IdxReader pixels = new IdxReader(images, REMEDY);
        int[] extents = pixels.extents(3);
        Unusable.beyondMemory(images, (long) extents[0] * extents[1] * extents[2]);
        IdxReader labels = new IdxReader(labels(prefix), REMEDY);
        int count = labels.extents(1)[0];
        if (count != extents[0]) {
            throw labels.unusable("holds " + count + " labels for " + extents[0] + " images");
        }
        return new Part(
                NumberArray.ofBytes(pixels.bytes(3), count, 1, extents[1], extents[2]),
                NumberArray.ofBytes(labels.bytes(1), count));
    }

    private Path labels(String prefix) {
        return Stream.of("-labels-idx1-ubyte", "-labels.idx1-ubyte", "-labels-idx1-ubyte.gz", "-labels.idx1-ubyte.gz")
                .map(rest -> folder.resolve(prefix + rest))
                .filter(Files::exists)
                .findFirst()
                .orElse(folder.resolve(prefix + "-labels-idx1-ubyte"));
    }

    private Target target(NumberArray labels) {
        SiteOptions.Task task = argument.options().task();
        return Target.ofNumbers(folder, labels.values(), task == null ? SiteOptions.Task.CLASSIFICATION : task);
    }
}
