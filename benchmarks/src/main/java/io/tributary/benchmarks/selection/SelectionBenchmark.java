package io.tributary.benchmarks.selection;

import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.LocalFederation;
import io.tributary.testkit.Specs;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.training.ClientRound;
import io.tributary.worker.training.LocalTraining;
import io.tributary.worker.training.LocalUpdate;
import io.tributary.worker.training.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fashion-MNIST, 50 clients, 10 a round, the slowest ten times as slow as the fastest, logistic, one local epoch, batch 32,
 * SGD 0.05, evaluated after every round: seconds and rounds to a target accuracy and accuracy after equal seconds, for each
 * selection rule, in one process and in turns.
 *
 * <p>Every selected client has a slot. Its training is real, and is drawn out to 0.2 seconds before the simulated speed
 * multiplies it, as if each device had a core of its own: otherwise the figures would tell who shared this machine's cores.
 *
 * <pre>
 * ./mvnw -q -pl benchmarks -am package -DskipTests
 * OMP_NUM_THREADS=1 java -Xmx2g -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 \
 *     -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
 *     io.tributary.benchmarks.selection.SelectionBenchmark [seconds [seeds [selection...]]]
 * </pre>
 */
public final class SelectionBenchmark {
    private static final DataShape SHAPE = new DataShape(1, 28, 28, 10);
    private static final int SLOTS = 10;
    /** What the training takes on the fastest device. */
    private static final long FASTEST_NANOS = 200_000_000;

    private SelectionBenchmark() {}

    private record Setting(String title, String partition, double target) {}

    private record Run(List<RoundReport> rounds) {
        double seconds() {
            return rounds.stream().mapToDouble(RoundReport::seconds).sum();
        }

        /** Seconds until the target, not a number where it was not reached. */
        double secondsTo(double target) {
            double seconds = 0;
            for (RoundReport round : rounds) {
                seconds += round.seconds();
                if (accuracy(round) >= target) {
                    return seconds;
                }
            }
            return Double.NaN;
        }

        double roundsTo(double target) {
            return rounds.stream()
                    .filter(round -> accuracy(round) >= target)
                    .mapToDouble(RoundReport::round)
                    .findFirst()
                    .orElse(Double.NaN);
        }

        /** Mean of the last five rounds that ended by then, as single rounds jump. */
        double accuracyAfter(double limit) {
            List<Double> accuracies = new ArrayList<>();
            double seconds = 0;
            for (RoundReport round : rounds) {
                seconds += round.seconds();
                if (seconds <= limit) {
                    accuracies.add(accuracy(round));
                }
            }
            return accuracies.stream()
                    .skip(Math.max(0, accuracies.size() - 5))
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
        }

        private static double accuracy(RoundReport round) {
            Double accuracy = round.accuracy();
            return accuracy == null ? 0 : accuracy;
        }
    }

    public static void main(String[] arguments) throws IOException {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 60;
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        List<String> selections = arguments.length > 2
                ? List.of(arguments).subList(2, arguments.length)
                : List.of("random", "latency-proportional", "oort", "power-of-choice");
        DatasetCatalog datasets = DatasetCatalog.standard(null);
        datasets.get("fashion-mnist");
        List<Setting> settings = List.of(
                new Setting("iid", "{'scheme':'iid'}", 0.83),
                new Setting("dirichlet 0.3", "{'scheme':'dirichlet','alpha':0.3}", 0.81));
        run(datasets, settings.get(0), "random", 0, 10);
        System.out.printf(
                Locale.ROOT,
                "| partition | seed | selection | seconds a round | rounds to target | seconds to target | target | accuracy after %.0f s |%n",
                seconds);
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (Setting setting : settings) {
            for (int seed = 1; seed <= seeds; seed++) {
                for (String selection : selections) {
                    Run run = run(datasets, setting, selection, seed, seconds);
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %d | %s | %.2f | %.0f | %.1f | %.2f | %.4f |%n",
                            setting.title(),
                            seed,
                            selection,
                            run.seconds() / run.rounds().size(),
                            run.roundsTo(setting.target()),
                            run.secondsTo(setting.target()),
                            setting.target(),
                            run.accuracyAfter(seconds));
                }
            }
        }
    }

    private static LocalUpdate train(ClientRound work, Watch watch) {
        long start = System.nanoTime();
        LocalUpdate update = new LocalTraining().train(work, watch);
        watch.rest(Math.max(0, start + FASTEST_NANOS - System.nanoTime()));
        return update;
    }

    /** Trains until the rounds have taken so many seconds. */
    private static Run run(DatasetCatalog datasets, Setting setting, String selection, int seed, double seconds)
            throws IOException {
        TaskSpec spec = Specs.of("{'partition':" + setting.partition() + ",'model':{'preset':'logistic'},'seed':" + seed
                + ",'clients':{'count':50,'fraction':0.2,'speedSpread':10,'selection':'" + selection + "'},"
                + "'training':{'rounds':100000}}");
        try (LocalFederation federation = new LocalFederation(Files.createTempDirectory("selection"), Ticker.system())
                .withWorker("w", SLOTS, datasets, SelectionBenchmark::train)) {
            String task = federation.submit(spec, SHAPE);
            List<RoundReport> rounds = new ArrayList<>();
            double passed = 0;
            while (passed < seconds) {
                federation.journal().awaitRound(task, rounds.size() + 1);
                RoundReport round =
                        federation.journal().rounds(task).get(rounds.size()).report();
                rounds.add(round);
                passed += round.seconds();
            }
            federation.orchestrator().cancel(task);
            return new Run(rounds);
        }
    }
}
