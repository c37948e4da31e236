package io.tributary.benchmarks.search;

import ai.onnxruntime.OrtException;
import io.tributary.nashpo.pruner.AshaPruner;
import io.tributary.nashpo.pruner.NoPruner;
import io.tributary.nashpo.pruner.Pruner;
import io.tributary.nashpo.sampler.RandomSampler;
import io.tributary.nashpo.sampler.Sampler;
import io.tributary.nashpo.sampler.StartingSampler;
import io.tributary.nashpo.sampler.TpeSampler;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Normalised regret of the samplers and pruners on LCBench after 10, 25 and 50 full trainings of 52 epochs; see {@link
 * Surrogate} and {@link Yardstick}. Only trials that were trained to the end count as found. Settings were chosen on the tuning
 * instances; the portfolio comes from instances that are in neither group.
 *
 * <pre>benchmarks/lcbench.sh FOLDER [seeds]</pre>
 */
public final class LcBench {
    private static final List<String> TUNING = List.of("167168", "189906", "167152");
    private static final List<String> REPORT = List.of("167185", "126026", "168330");
    private static final int[] MARKS = {10, 25, 50};

    private record Arm(Sampler sampler, Pruner pruner) {}

    private LcBench() {}

    public static void main(String[] arguments) throws IOException, OrtException {
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        try (Surrogate surrogate = new Surrogate(Path.of(arguments[0]))) {
            Map<String, Yardstick> yardsticks = new LinkedHashMap<>();
            for (String instance : concat()) {
                yardsticks.put(instance, Yardstick.of(surrogate, instance));
            }
            List<String> others = surrogate.instances().stream()
                    .filter(each -> !concat().contains(each))
                    .toList();
            Map<String, Arm> arms = arms(Portfolios.of(surrogate, others, 5));
            System.out.println("| arm | tuning @10 | @25 | @50 | report @10 | @25 | @50 | all @10 | @25 | @50 |");
            System.out.println("|---|---|---|---|---|---|---|---|---|---|");
            arms.forEach((name, arm) -> {
                double[] tuning = regrets(surrogate, yardsticks, TUNING, arm, seeds);
                double[] report = regrets(surrogate, yardsticks, REPORT, arm, seeds);
                StringBuilder row = new StringBuilder("| " + name);
                for (double value : tuning) {
                    row.append(String.format(Locale.ROOT, " | %.3f", value));
                }
                for (double value : report) {
                    row.append(String.format(Locale.ROOT, " | %.3f", value));
                }
                for (int i = 0; i < MARKS.length; i++) {
                    row.append(String.format(Locale.ROOT, " | %.3f", (tuning[i] + report[i]) / 2));
                }
                System.out.println(row + " |");
            });
        }
    }

    private static List<String> concat() {
        return java.util.stream.Stream.concat(TUNING.stream(), REPORT.stream()).toList();
    }

    private static Map<String, Arm> arms(List<Params> portfolio) {
        List<Suggestion> first = portfolio.stream()
                .map(params -> Suggestion.of(params, Source.PORTFOLIO))
                .toList();
        Map<String, Arm> arms = new LinkedHashMap<>();
        arms.put("random", new Arm(new RandomSampler(), new NoPruner()));
        arms.put("TPE", new Arm(TpeSampler.usual(), new NoPruner()));
        arms.put("5 configs + random", new Arm(new StartingSampler(first, new RandomSampler()), new NoPruner()));
        arms.put("5 configs + TPE", new Arm(new StartingSampler(first, TpeSampler.usual()), new NoPruner()));
        arms.put(
                "5 configs + TPE + ASHA",
                new Arm(new StartingSampler(first, TpeSampler.usual()), AshaPruner.of(Surrogate.EPOCHS)));
        return arms;
    }

    private static double[] regrets(
            Surrogate surrogate, Map<String, Yardstick> yardsticks, List<String> instances, Arm arm, int seeds) {
        double[] sums = new double[MARKS.length];
        List<double[]> all = instances.stream()
                .flatMap(instance -> IntStream.range(0, seeds)
                        .parallel()
                        .mapToObj(seed -> {
                            Run run = Run.of(surrogate, instance, arm.sampler(), arm.pruner(), 50, seed);
                            double[] regrets = new double[MARKS.length];
                            for (int i = 0; i < MARKS.length; i++) {
                                regrets[i] = java.util.Objects.requireNonNull(yardsticks.get(instance))
                                        .regret(run.best(MARKS[i]));
                            }
                            return regrets;
                        })
                        .toList()
                        .stream())
                .toList();
        for (double[] each : all) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += each[i] / all.size();
            }
        }
        return sums;
    }
}
