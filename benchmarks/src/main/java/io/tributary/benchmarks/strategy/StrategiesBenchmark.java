package io.tributary.benchmarks.strategy;

import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.privacy.RenyiAccountant;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.training.LocalTrainer;
import io.tributary.worker.training.LocalTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fashion-MNIST, 50 clients, dirichlet 0.1, mlp: every strategy with its defaults; robust ones under attack; noise for
 * three values of epsilon; FedAU where clients take part unequally often; asynchronous ones where some are slow. Prints the rows of markdown tables as they are
 * done; what a run before has found out is taken from its file.
 *
 * <pre>
 * java $FLAGS -cp "$CP" io.tributary.benchmarks.strategy.StrategiesBenchmark FILE rounds seeds [strategies attacks privacy participation staleness]
 * </pre>
 */
public final class StrategiesBenchmark {
    private static final List<String> PARTS = List.of("strategies", "attacks", "privacy", "participation", "staleness");
    private static final List<String> ROBUST =
            List.of("fedavg", "median", "trimmed-mean", "krum", "multi-krum", "geometric-median", "nna", "flag");
    private static final double[] SHARES = {0, 0.1, 0.2, 0.4};
    private static final double[] EPSILONS = {8, 3, 1};
    private static final int CLIENTS = 50;
    private static final int ATTACKED = 20;
    /** Updates for each of the rounds that are asked for, where rounds are of unequal size. */
    private static final int UPDATES = 100;

    private static final double DELTA = 1e-4;

    private final DatasetCatalog datasets = DatasetCatalog.standard(null);
    private final Ledger ledger;
    private final int rounds;
    private final int seeds;

    private StrategiesBenchmark(Ledger ledger, int rounds, int seeds) {
        this.ledger = ledger;
        this.rounds = rounds;
        this.seeds = seeds;
    }

    public static void main(String[] arguments) {
        StrategiesBenchmark benchmark = new StrategiesBenchmark(
                new Ledger(Path.of(arguments[0])), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        List<String> parts = arguments.length > 3 ? List.of(arguments).subList(3, arguments.length) : PARTS;
        if (parts.contains("strategies")) {
            benchmark.strategies();
        }
        if (parts.contains("attacks")) {
            benchmark.attacks("sign-flip");
            benchmark.attacks("little-is-enough");
        }
        if (parts.contains("privacy")) {
            benchmark.privacy("logistic", 1000, 0.1);
            benchmark.privacy("mlp", 1000, 0.1);
        }
        if (parts.contains("participation")) {
            benchmark.participation();
        }
        if (parts.contains("staleness")) {
            new Staleness(benchmark.datasets, benchmark.rounds * UPDATES, benchmark.seeds).print();
        }
    }

    private void strategies() {
        System.out.printf(
                "%n| 10 of %d clients a round, dirichlet 0.1, mlp, %d rounds | accuracy, each seed | mean | to fedavg, pp | s | CPU-s | up, MB | down, MB |%n",
                CLIENTS, rounds);
        System.out.println("|---|---|---|---|---|---|---|---|");
        List<Outcome> plain = List.of();
        for (Strategy strategy : Strategies.all()) {
            if (strategy.flush(Parameters.NONE).isPresent()) {
                // Its rounds have other updates; see the part staleness.
                continue;
            }
            String patch = "'clients':{'count':50,'fraction':0.2},'aggregation':{'strategy':'" + strategy.id() + "'}";
            List<Outcome> outcomes = outcomes(patch);
            plain = plain.isEmpty() ? outcomes : plain;
            List<Outcome> first = plain;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.4f | %+.2f | %.1f | %.1f | %.1f | %.1f |%n",
                    strategy.id(),
                    each(outcomes),
                    mean(outcomes),
                    100
                            * IntStream.range(0, seeds)
                                    .mapToDouble(i -> outcomes.get(i).accuracy()
                                            - first.get(i).accuracy())
                                    .average()
                                    .orElseThrow(),
                    outcomes.stream().mapToDouble(Outcome::seconds).average().orElseThrow(),
                    outcomes.stream().mapToDouble(Outcome::cpuSeconds).average().orElseThrow(),
                    outcomes.stream().mapToDouble(Outcome::bytesUp).average().orElseThrow() / 1e6,
                    outcomes.stream().mapToDouble(Outcome::bytesDown).average().orElseThrow() / 1e6);
        }
    }

    /** Rules that assume a number of liars assume the share of a round's clients, as far as they bear it. */
    private void attacks(String kind) {
        System.out.printf(
                "%n| %s, %d of %d clients a round, dirichlet 0.5, mlp, %d rounds | none | 10 %% | 20 %% | 40 %% |%n",
                kind, ATTACKED, CLIENTS, rounds);
        System.out.println("|---|---|---|---|---|");
        for (String strategy : ROBUST) {
            StringBuilder row = new StringBuilder("| " + strategy);
            for (double share : SHARES) {
                String patch = "'clients':{'count':50,'fraction':0.4},'partition':{'scheme':'dirichlet','alpha':0.5},"
                        + "'aggregation':{'strategy':'" + strategy + "'" + assumed(strategy, share)
                        + "},'simulation':{'attack':{'kind':'" + kind + "','share':" + share + "}}";
                row.append(String.format(Locale.ROOT, " | %.4f", mean(outcomes(patch))));
            }
            System.out.println(row + " |");
        }
    }

    private static String assumed(String strategy, double share) {
        int liars = (int) Math.ceil(share * ATTACKED);
        return switch (strategy) {
            case "krum", "multi-krum" -> ",'byzantine':" + Math.min(liars, (ATTACKED - 3) / 2);
            case "nna" -> ",'byzantine':" + liars;
            case "trimmed-mean" -> ",'trimFraction':" + share;
            default -> "";
        };
    }

    private void privacy(String model, int clients, double fraction) {
        System.out.printf(
                Locale.ROOT,
                "%n| %s, %.0f of %d clients a round, iid, %d rounds, delta %.0e | noise multiplier | accuracy |%n",
                model,
                fraction * clients,
                clients,
                3 * rounds,
                DELTA);
        System.out.println("|---|---|---|");
        String common = "'clients':{'count':" + clients + ",'fraction':" + fraction + "},'model':{'preset':'" + model
                + "'},'partition':{'scheme':'iid'},'aggregation':{'weighting':'uniform'},'training':{'rounds':"
                + 3 * rounds + ",'localEpochs':5,'batchSize':16},'privacy':{'delta':" + DELTA + ",'clipNorm':0.3";
        System.out.printf(Locale.ROOT, "| clipped, no noise | 0 | %.4f |%n", mean(outcomes(common + "}")));
        for (double epsilon : EPSILONS) {
            double noise = noise(fraction, 3 * rounds, epsilon);
            System.out.printf(
                    Locale.ROOT,
                    "| epsilon %.0f | %.3f | %.4f |%n",
                    epsilon,
                    noise,
                    mean(outcomes(common + ",'noiseMultiplier':" + noise + "}")));
        }
    }

    /** The least noise, to a thousandth, with at most so much epsilon. */
    private static double noise(double rate, int rounds, double epsilon) {
        int low = 1;
        int high = 100_000;
        while (low < high) {
            int middle = (low + high) / 2;
            if (RenyiAccountant.epsilon(rate, middle / 1000.0, rounds, DELTA) <= epsilon) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low / 1000.0;
    }

    /** Every client is asked in every round; a seeded coin says whether it answers: half of them nearly always, half rarely. */
    private void participation() {
        System.out.printf(
                "%n| %d clients, dirichlet 0.1, mlp, %d rounds | all answer with 0.5 | half with 0.9, half with 0.1 |%n",
                CLIENTS, rounds);
        System.out.println("|---|---|---|");
        for (String strategy : List.of("fedavg", "fedau")) {
            String patch = "'clients':{'count':50},'aggregation':{'strategy':'" + strategy + "'}";
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.4f | %.4f |%n",
                    strategy,
                    mean(outcomes(patch, 0.5, 0.5)),
                    mean(outcomes(patch, 0.9, 0.1)));
        }
    }

    private List<Outcome> outcomes(String patch) {
        return outcomes(patch, 1, 1);
    }

    /** @param even chance that a client of an even number answers, and so for the odd ones */
    private List<Outcome> outcomes(String patch, double even, double odd) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            TaskSpec spec = spec(patch, seed);
            LocalTrainer trainer = even == 1 && odd == 1 ? new LocalTraining() : sometimes(even, odd);
            String key = JsonMapper.shared().writeValueAsString(spec) + " " + even + " " + odd;
            outcomes.add(ledger.of(key, () -> Outcome.of(spec, datasets, trainer)));
        }
        return outcomes;
    }

    private static LocalTrainer sometimes(double even, double odd) {
        LocalTrainer always = new LocalTraining();
        return (work, watch) -> {
            double chance = work.client() % 2 == 0 ? even : odd;
            // Rounds from a million on are nobody else's.
            double coin = Seeds.generator(
                            work.spec().seed(), Purpose.SELECTION, 1_000_000L + work.round(), work.client())
                    .nextDouble();
            if (coin >= chance) {
                throw new TributaryException(ErrorCode.TRAINING_FAILED, "Away");
            }
            return always.train(work, watch);
        };
    }

    private TaskSpec spec(String patch, int seed) {
        String json = "{'model':{'preset':'mlp'},'partition':{'scheme':'dirichlet','alpha':0.1},'training':{'rounds':"
                + rounds + "},'seed':" + seed + "}";
        var tree = JsonMapper.shared().readTree(json.replace('\'', '"'));
        JsonMapper.shared().readerForUpdating(tree).readValue(("{" + patch + "}").replace('\'', '"'));
        return JsonMapper.shared().treeToValue(tree, TaskSpec.class);
    }

    private static String each(List<Outcome> outcomes) {
        return String.join(
                " ",
                outcomes.stream()
                        .map(outcome -> String.format(Locale.ROOT, "%.4f", outcome.accuracy()))
                        .toList());
    }

    private static double mean(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::accuracy).average().orElseThrow();
    }
}
