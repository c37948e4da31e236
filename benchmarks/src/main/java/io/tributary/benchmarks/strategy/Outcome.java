package io.tributary.benchmarks.strategy;

import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.InMemoryJournal;
import io.tributary.testkit.LocalFederation;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.training.LocalTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The end of one task.
 *
 * @param accuracy mean over its last five rounds, as one round with few clients says little
 * @param seconds from first selection to last commit, on whatever else the machine did
 * @param cpuSeconds of all threads that worked on it
 */
record Outcome(double accuracy, double seconds, double cpuSeconds, long bytesUp, long bytesDown) {
    private static final DataShape SHAPE = new DataShape(1, 28, 28, 10);
    private static final int LAST = 5;

    /** Runs a task on Fashion-MNIST in a federation of its own, one client at a time. */
    static Outcome of(TaskSpec spec, DatasetCatalog datasets, LocalTrainer trainer) {
        return of(rounds(spec, datasets, trainer));
    }

    /** The same, round by round. */
    static List<RoundReport> rounds(TaskSpec spec, DatasetCatalog datasets, LocalTrainer trainer) {
        Path folder = folder();
        try (LocalFederation federation =
                new LocalFederation(folder, Ticker.system()).withWorker("w", 1, datasets, trainer)) {
            String task = federation.submit(spec, SHAPE);
            InMemoryJournal journal = federation.journal();
            for (int round = 1; round <= spec.training().rounds(); round++) {
                int next = round;
                // What diverges fails, and is worth what its last rounds were.
                journal.await(
                        task,
                        "round " + round,
                        events -> journal.progress(task).round() >= next || ended(journal, task));
            }
            journal.await(task, "the end", events -> ended(journal, task));
            return journal.rounds(task).stream().map(RoundCommit::report).toList();
        } finally {
            delete(folder);
        }
    }

    private static boolean ended(InMemoryJournal journal, String task) {
        return journal.task(task).orElseThrow().state().ended();
    }

    private static Outcome of(List<RoundReport> reports) {
        return new Outcome(
                reports.subList(Math.max(0, reports.size() - LAST), reports.size()).stream()
                        .mapToDouble(report -> Objects.requireNonNull(report.accuracy()))
                        .average()
                        .orElseThrow(),
                reports.stream().mapToDouble(RoundReport::seconds).sum(),
                reports.stream().mapToDouble(RoundReport::cpuSeconds).sum(),
                reports.stream().mapToLong(RoundReport::bytesUp).sum(),
                reports.stream().mapToLong(RoundReport::bytesDown).sum());
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("strategies");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
