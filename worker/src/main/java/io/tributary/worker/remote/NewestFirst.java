package io.tributary.worker.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files in the order in which they would be missed. */
final class NewestFirst {
    private NewestFirst() {}

    /** All files below a folder, those touched last first. */
    static List<Path> of(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            // Asked once for each file: a time that changes while it is sorted would break the order.
            return files.filter(Files::isRegularFile)
                    .map(file -> new Aged(file, touched(file)))
                    .sorted(Comparator.comparing(Aged::touched).reversed())
                    .map(Aged::file)
                    .toList();
        }
    }

    private record Aged(Path file, FileTime touched) {}

    private static FileTime touched(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
