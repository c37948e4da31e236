package io.tributary.benchmarks.strategy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Outcomes in a file, one a line, so that a benchmark that was stopped goes on where it was. A line is the spec as JSON, or
 * whatever else the outcome follows from, and its figures.
 */
final class Ledger {
    private static final String BETWEEN = "\t";

    private final Path file;
    private final Map<String, Outcome> known = new HashMap<>();

    Ledger(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    List<String> cells = List.of(line.split(BETWEEN, -1));
                    known.put(
                            cells.get(0),
                            new Outcome(
                                    Double.parseDouble(cells.get(1)),
                                    Double.parseDouble(cells.get(2)),
                                    Double.parseDouble(cells.get(3)),
                                    Long.parseLong(cells.get(4)),
                                    Long.parseLong(cells.get(5))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known already, or is found out now and kept. */
    Outcome of(String key, Supplier<Outcome> run) {
        Outcome found = known.get(key);
        if (found == null) {
            found = run.get();
            known.put(key, found);
            String line = String.join(
                    BETWEEN,
                    key,
                    Double.toString(found.accuracy()),
                    Double.toString(found.seconds()),
                    Double.toString(found.cpuSeconds()),
                    Long.toString(found.bytesUp()),
                    Long.toString(found.bytesDown()));
            try {
                Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }
}
