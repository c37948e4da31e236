package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void identicalTasksEndWithTheSameBitsWithOneSlotOrTwoOrSeveralTasksAtOnce() {
        String alone;
        try (ServerProcess server = new ServerProcess(folder.resolve("two"))
                .with("TRIBUTARY_SLOTS", "2")
                .start()) {
            String first = server.submit(SPEC.formatted("first"));
            String second = server.submit(SPEC.formatted("second"));
            alone = server.awaitCompleted(first).get("modelSha256").asString();
            assertThat(server.awaitCompleted(second).get("modelSha256").asString())
                    .isEqualTo(alone);
        }
        try (ServerProcess server = new ServerProcess(folder.resolve("one"))
                .with("TRIBUTARY_SLOTS", "1")
                .start()) {
            assertThat(server.train(SPEC.formatted("first"))).isEqualTo(alone);
        }
    }

    @Test
    void anotherJavaEndsWithTheSameBits() throws IOException {
        Optional<Path> java25 = java25();
        assumeThat(java25).as("a JDK 25 on this machine").isPresent();
        String here;
        try (ServerProcess server = new ServerProcess(folder.resolve("here")).start()) {
            here = server.train(SPEC.formatted("here"));
        }
        try (ServerProcess server = new ServerProcess(folder.resolve("there"))
                .on(java25.orElseThrow())
                .start()) {
            assertThat(server.train(SPEC.formatted("there"))).isEqualTo(here);
        }
    }

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
