package io.tributary.benchmarks.secure;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.LocalFederation;
import io.tributary.testkit.Specs;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.training.LocalTrainer;
import io.tributary.worker.training.LocalTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/**
 * Fashion-MNIST, mlp, 100 clients IID (600 examples each), one local epoch, batch 32: a round of 10, 50 and 100 of them with and without
 * masks, all staying and every fifth dropping out while it trains (after masks were agreed on). Bytes are those of all messages and
 * updates, for each selected client; CPU seconds are those of the threads that did the work, means over the rounds after a warm-up.
 *
 * <pre>
 * java $FLAGS -cp "$CP" io.tributary.benchmarks.secure.SecureAggregationBenchmark [rounds [clients...]]
 * </pre>
 */
public final class SecureAggregationBenchmark {
    private static final DataShape SHAPE = new DataShape(1, 28, 28, 10);
    private static final int WARM_UP = 3;
    /** Between two looks at the journal. */
    private static final long LOOK_NANOS = 20_000_000;

    private SecureAggregationBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        List<Integer> sizes = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length).stream()
                        .map(Integer::valueOf)
                        .toList()
                : List.of(10, 50, 100);
        DatasetCatalog datasets = DatasetCatalog.standard(null);
        datasets.get("fashion-mnist");
        System.out.println(
                "| clients a round | dropouts % | masks | kB up a client | kB down a client | CPU-s a client | of it"
                        + " masks and packing | server CPU-s a round | seconds a round |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int clients : sizes) {
            for (int dropouts : new int[] {0, 20}) {
                for (String masks : List.of("none", "pairwise")) {
                    measure(datasets, clients, dropouts, masks, rounds);
                }
            }
        }
    }

    private static void measure(DatasetCatalog datasets, int clients, int dropouts, String masks, int rounds)
            throws IOException {
        LocalTrainer real = new LocalTraining();
        LocalTrainer unsteady = (work, watch) -> {
            if (dropouts > 0 && (work.client() + work.round()) % (100 / dropouts) == 0) {
                throw new TributaryException(ErrorCode.TRAINING_FAILED, "Drops out.");
            }
            return real.train(work, watch);
        };
        TaskSpec spec =
                Specs.of("{'model':{'preset':'mlp'},'clients':{'count':100,'selection':'round-robin','fraction':"
                        + clients / 100.0 + "},'training':{'rounds':" + (WARM_UP + rounds)
                        + "},'evaluation':{'every':100000},'privacy':{'secureAggregation':{'masks':'" + masks + "'}}}");
        try (LocalFederation federation = new LocalFederation(Files.createTempDirectory("secure"), Ticker.system())
                .withWorker("w", 2, datasets, unsteady)) {
            String task = federation.submit(spec, SHAPE);
            while (federation.journal().progress(task).round() < WARM_UP + rounds) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            List<RoundCommit> measured = federation.journal().rounds(task).subList(WARM_UP, WARM_UP + rounds);
            if (!measured.stream().allMatch(RoundCommit::quorumMet)) {
                throw new IllegalStateException("A round missed its quorum");
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d | %s | %.1f | %.1f | %.3f | %.3f | %.3f | %.2f |%n",
                    clients,
                    dropouts,
                    masks,
                    mean(measured, round -> round.report().bytesUp() / 1e3 / clients),
                    mean(measured, round -> round.report().bytesDown() / 1e3 / clients),
                    mean(measured, round -> cpu(round) / clients),
                    mean(
                            measured,
                            round -> round.clients().stream()
                                            .mapToDouble(ClientReport::encodeSeconds)
                                            .sum()
                                    / clients),
                    mean(measured, SecureAggregationBenchmark::server),
                    mean(measured, round -> round.report().seconds()));
        }
    }

    private static double cpu(RoundCommit round) {
        return round.clients().stream().mapToDouble(ClientReport::cpuSeconds).sum();
    }

    /** Packing for the way down, reading, adding up and taking masks off, messages and the journal. */
    private static double server(RoundCommit round) {
        RoundReport report = round.report();
        return report.cpuSeconds() - cpu(round) - report.cpu().evaluate();
    }

    private static double mean(List<RoundCommit> rounds, ToDoubleFunction<RoundCommit> figure) {
        return rounds.stream().mapToDouble(figure).average().orElseThrow();
    }
}
