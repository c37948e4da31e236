package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant 1: same spec, same seed, same final weights, bit for bit. */
class DeterminismIT {
    private static final String SPEC = """
            {"name": "%s", "model": {"preset": "lenet5"}, "partition": {"scheme": "dirichlet", "alpha": 0.3},
             "clients": {"count": 50, "fraction": 0.1}, "training": {"rounds": 3, "momentum": 0.9, "learningRate": 0.02}}
            """;

    @TempDir
    private Path folder;

    @Test
    void identicalTasksEndWithTheSameBitsOnAnyNumberOfSlotsBesideEachOtherAndOnAnotherJava() throws IOException {
        String alone;
        try (ServerProcess server = new ServerProcess(folder.resolve("one"))
                .with("TRIBUTARY_SLOTS", "1")
                .start()) {
            alone = server.train(SPEC.formatted("alone"));
        }
        String[] names = {"first", "second"};
        try (ServerProcess server = new ServerProcess(folder.resolve("two"))
                .with("TRIBUTARY_SLOTS", "2")
                .on(java25().orElse(Path.of(System.getProperty("java.home"))))
                .start()) {
            List<String> together = Arrays.stream(names)
                    .map(name -> server.submit(SPEC.formatted(name)))
                    .toList();
            for (String task : together) {
                assertThat(server.awaitCompleted(task).get("modelSha256").asString())
                        .isEqualTo(alone);
            }
        }
    }

    /** A Java 25 beside this one, if there is any; else the second server runs on the same Java. */
    private static Optional<Path> java25() throws IOException {
        Path installed = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(installed)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(installed)) {
            return homes.filter(home -> home.getFileName().toString().matches(".*\\b25\\b.*"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst();
        }
    }
}
