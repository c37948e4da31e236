package io.tributary.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** What the fault tests measured, a line for each fault, for {@code benchmarks/faults.sh} to print. */
final class FaultTable {
    private static final Path FILE = Path.of("target", "faults.md");

    /** A recovery that takes longer fails the bar. Told, not asserted: ./check runs on busy machines. */
    private static final double MOST_SECONDS = 10;

    private FaultTable() {}

    /** How often each fault is made: once in {@code ./check}, {@code -Dfaults.times=20} in the long form. */
    static int times() {
        return Integer.getInteger("faults.times", 1);
    }

    /**
     * A fault that was overcome as often as it was made, with the same model, each round once and nobody uncounted; else the
     * test would have failed.
     *
     * @param seconds that each recovery took
     */
    static void overcome(String fault, List<Double> seconds) {
        overcome(fault, seconds, MOST_SECONDS);
    }

    /** @param most seconds that a recovery from this fault may take */
    static void overcome(String fault, List<Double> seconds, double most) {
        line(fault, seconds, "yes", worst(seconds) < most ? "pass" : "FAIL");
    }

    /** A measurement without a bar. */
    static void noted(String what, List<Double> seconds) {
        line(what, seconds, "", "");
    }

    private static void line(String what, List<Double> seconds, String same, String passed) {
        append(String.format(
                Locale.ROOT,
                "| %s | %d | %s | %.1f | %.1f | %s |",
                what,
                seconds.size(),
                same,
                median(seconds),
                worst(seconds),
                passed));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }

    private static double worst(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    private static synchronized void append(String line) {
        try {
            Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
