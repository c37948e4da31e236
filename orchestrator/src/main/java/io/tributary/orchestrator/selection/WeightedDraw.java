package io.tributary.orchestrator.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws clients one after the other without replacement, each with probability proportional to its weight among those that
 * are left.
 *
 * <p>Every client gets an exponential arrival time with its weight as rate, and the first to arrive are drawn, which is the
 * same distribution: Efraimidis and Spirakis 2006, "Weighted random sampling with a reservoir", with keys -ln(u)/w instead
 * of u^(1/w).
 */
final class WeightedDraw {
    private WeightedDraw() {}

    private record Arrival(int client, double time) {}

    /**
     * @param from distinct clients; one random number is used for each, in this order
     * @param weight not negative and not NaN; those of weight zero come last
     * @param wanted how many; no more than there are are drawn
     * @return in the order of the draw
     */
    static List<Integer> draw(
            List<Integer> from, ToDoubleFunction<Integer> weight, int wanted, UniformRandomProvider random) {
        List<Arrival> arrivals = new ArrayList<>(from.size());
        for (Integer client : from) {
            // 1 - u lies in (0, 1]; StrictMath gives the same bits on every machine.
            arrivals.add(new Arrival(client, -StrictMath.log(1 - random.nextDouble()) / weight.applyAsDouble(client)));
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::time));
        return arrivals.stream().limit(wanted).map(Arrival::client).toList();
    }
}
