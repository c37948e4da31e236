package io.tributary.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;

/** What the fault tests measured, a line for each fault, for {@code benchmarks/faults.sh} to print. */
final class FaultTable {
    private static final Path FILE = Path.of("target", "faults.md");
    private static final Path PROGRESS = Path.of("target", "faults.log");

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

    /** Something that was overcome without anything to recover from: the same model, each round once, nobody uncounted. */
    static void endured(String fault, List<Double> seconds) {
        line(fault, seconds, "yes", "");
    }

    /** Ends a test whose fault is in the table: a long run that was interrupted goes on behind it. */
    static void skipIfThere(String fault) {
        try {
            Assumptions.assumeFalse(
                    times() > 1 && Files.exists(FILE) && Files.readString(FILE).contains("| " + fault + " |"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One more of them is overcome; for whoever watches. */
    static void progress(String fault, int time, double seconds) {
        append(PROGRESS, String.format(Locale.ROOT, "%s: %d of %d, %.1f s", fault, time, times(), seconds));
    }

    /** A measurement without a bar. */
    static void noted(String what, List<Double> seconds) {
        line(what, seconds, "", "");
    }

    private static void line(String what, List<Double> seconds, String same, String passed) {
        append(
                FILE,
                String.format(
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

    private static synchronized void append(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
