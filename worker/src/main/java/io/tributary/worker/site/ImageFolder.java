package io.tributary.worker.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads a folder of images, with a sub-folder for each class; in the order of the names, so always the same. */
final class ImageFolder {
    private static final int MOST_IMAGES = 10_000_000;

    private final SiteArgument argument;
    private final Path folder;

    /** An image before it is read. */
    private record Labelled(Path file, String label) {}

    ImageFolder(SiteArgument argument) {
        this.argument = argument;
        this.folder = argument.path();
    }

    SiteData read() throws IOException {
        List<Path> folders = folders(folder);
        List<String> names = folders.stream().map(ImageFolder::name).toList();
        if (names.equals(List.of("test", "train"))) {
            List<Labelled> images = new ArrayList<>(labelled(folder.resolve("train")));
            int train = images.size();
            images.addAll(labelled(folder.resolve("test")));
            return new SiteData(pixels(images), target(images), Split.at(train, images.size()));
        }
        List<Labelled> images = labelled(folder);
        return SiteData.of(argument, pixels(images), target(images));
    }

    private List<Labelled> labelled(Path root) throws IOException {
        List<Labelled> images = new ArrayList<>();
        for (Path each : folders(root)) {
            try (Stream<Path> files = Files.list(each)) {
                files.filter(ImageFolder::picture)
                        .sorted(Comparator.comparing(ImageFolder::name))
                        .limit(MOST_IMAGES)
                        .forEach(file -> images.add(new Labelled(file, name(each))));
            }
        }
        if (images.isEmpty()) {
            throw Unusable.of(
                    root,
                    "is a folder without images: put PNG or JPEG files into a sub-folder for each class, such as"
                            + " cat/1.png and dog/1.png");
        }
        return images;
    }

    private Target target(List<Labelled> images) {
        return Target.ofNames(
                folder,
                images.stream().map(Labelled::label).toArray(String[]::new),
                argument.options().task());
    }

    private ImageInputs pixels(List<Labelled> images) {
        SiteOptions options = argument.options();
        Picture.Size wanted = options.width() == 0 ? null : new Picture.Size(options.width(), options.height());
        Picture first = Picture.read(images.get(0).file, wanted, options.grey());
        int channels = first.channels();
        Picture.Size size = first.size();
        int each = channels * size.width() * size.height();
        Unusable.beyondMemory(folder, (long) images.size() * each);
        byte[] pixels = new byte[images.size() * each];
        for (int i = 0; i < images.size(); i++) {
            Path file = images.get(i).file;
            Picture picture = i == 0 ? first : Picture.read(file, wanted, options.grey());
            if (!picture.size().equals(size)) {
                throw Unusable.of(
                        file,
                        "is an image of " + picture.size() + " pixels, and " + name(images.get(0).file) + " is of "
                                + size + "; make all alike, or say size=" + size + " to have them scaled");
            }
            if (picture.channels() != channels) {
                throw Unusable.of(
                        file,
                        "is " + (channels == 1 ? "coloured" : "grey") + ", and " + name(images.get(0).file)
                                + " is not; say grey=true to make all grey");
            }
            System.arraycopy(picture.pixels(), 0, pixels, i * each, each);
        }
        return new ImageInputs(
                NumberArray.ofBytes(pixels, images.size(), channels, size.height(), size.width()), false);
    }

    private static List<Path> folders(Path root) throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(path -> Files.isDirectory(path) && !name(path).startsWith("."))
                    .sorted(Comparator.comparing(ImageFolder::name))
                    .toList();
        }
    }

    private static boolean picture(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
