package io.tributary.benchmarks.search;

import io.tributary.nashpo.space.Params;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Configurations that complement each other on some tasks, taken greedily from random ones by mean regret. */
final class Portfolios {
    private static final int POOL = 2000;

    private Portfolios() {}

    static List<Params> of(Surrogate surrogate, List<String> instances, int size) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(7);
        List<Params> pool = IntStream.range(0, POOL)
                .mapToObj(i -> surrogate.space().draw(random))
                .toList();
        double[][] regrets = instances.stream()
                .map(instance -> regrets(surrogate.last(instance, pool)))
                .toArray(double[][]::new);
        double[] reached = new double[instances.size()];
        Arrays.fill(reached, Double.POSITIVE_INFINITY);
        List<Params> chosen = new ArrayList<>();
        while (chosen.size() < size) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < POOL; i++) {
                double sum = 0;
                for (int t = 0; t < reached.length; t++) {
                    sum += Math.min(reached[t], regrets[t][i]);
                }
                if (sum < least) {
                    least = sum;
                    best = i;
                }
            }
            chosen.add(pool.get(best));
            for (int t = 0; t < reached.length; t++) {
                reached[t] = Math.min(reached[t], regrets[t][best]);
            }
        }
        return chosen;
    }

    private static double[] regrets(float[] accuracies) {
        float[] sorted = accuracies.clone();
        Arrays.sort(sorted);
        double best = sorted[sorted.length - 1];
        double spread = best - sorted[sorted.length / 2];
        return IntStream.range(0, accuracies.length)
                .mapToDouble(i -> (best - accuracies[i]) / spread)
                .toArray();
    }
}
