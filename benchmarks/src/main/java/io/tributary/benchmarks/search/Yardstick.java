package io.tributary.benchmarks.search;

import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * What regret is measured by: (best known - found) / (best known - median of random configurations), so that 0 is the best known
 * and 1 what one random try gives. Best known is the best of 20,000 random configurations, then of a local search from the ten
 * best.
 */
record Yardstick(double best, double median) {
    private static final int RANDOM = 20_000;
    private static final int STARTS = 10;
    private static final int STEPS = 30;
    private static final int NEIGHBOURS = 200;

    static Yardstick of(Surrogate surrogate, String instance) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(instance.hashCode());
        List<Params> drawn = IntStream.range(0, RANDOM)
                .mapToObj(i -> surrogate.space().draw(random))
                .toList();
        float[] accuracies = surrogate.last(instance, drawn);
        float[] sorted = accuracies.clone();
        Arrays.sort(sorted);
        List<Integer> starts = IntStream.range(0, RANDOM)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -accuracies[i]))
                .limit(STARTS)
                .toList();
        double best = 0;
        for (int start : starts) {
            best = Math.max(best, climb(surrogate, instance, drawn.get(start), accuracies[start], random));
        }
        return new Yardstick(best, sorted[RANDOM / 2]);
    }

    double regret(double found) {
        return (best - found) / (best - median);
    }

    private static double climb(
            Surrogate surrogate, String instance, Params start, double accuracy, UniformRandomProvider random) {
        Params here = start;
        double best = accuracy;
        for (int step = 0; step < STEPS; step++) {
            double reach = 0.2 * (STEPS - step) / STEPS;
            List<Params> around = new ArrayList<>();
            for (int i = 0; i < NEIGHBOURS; i++) {
                around.add(neighbour(surrogate.space(), here, reach, random));
            }
            float[] accuracies = surrogate.last(instance, around);
            for (int i = 0; i < NEIGHBOURS; i++) {
                if (accuracies[i] > best) {
                    best = accuracies[i];
                    here = around.get(i);
                }
            }
        }
        return best;
    }

    private static Params neighbour(Space space, Params here, double reach, UniformRandomProvider random) {
        Params there = here;
        for (Dimension dimension : space.dimensions()) {
            double at = dimension.coordinate(Objects.requireNonNull(here.get(dimension.field())));
            there = there.with(dimension.field(), dimension.at(at + reach * (2 * random.nextDouble() - 1)));
        }
        return there;
    }
}
