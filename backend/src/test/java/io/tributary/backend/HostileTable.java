package io.tributary.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What hostile input was tried and how it was answered, a line each, for {@code benchmarks/faults.sh} to print. */
final class HostileTable {
    private static final Path FILE = Path.of("target", "hostile.md");

    private HostileTable() {}

    /**
     * Told after the test has seen both.
     *
     * @param answer as it came
     * @param unchanged what was looked at afterwards and was as before
     */
    static synchronized void refused(String tried, String answer, String unchanged) {
        try {
            Files.writeString(
                    FILE,
                    "| " + tried + " | " + answer.replace("\n", " ").replace("|", "\\|") + " | " + unchanged + " |\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
