package io.tributary.nashpo.pareto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Pareto dominance; every coordinate is a loss, so less is better. */
public final class Front {
    private Front() {}

    /** Whether the first is nowhere worse than the second and somewhere better. */
    public static boolean dominates(double[] first, double[] second) {
        boolean better = false;
        for (int i = 0; i < first.length; i++) {
            if (first[i] > second[i]) {
                return false;
            }
            better |= first[i] < second[i];
        }
        return better;
    }

    /** Indices of the points that no other dominates, in the given order. Equal points are on the front together. */
    public static List<Integer> of(List<double[]> points) {
        List<Integer> front = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            double[] candidate = points.get(i);
            if (points.stream().noneMatch(other -> dominates(other, candidate))) {
                front.add(i);
            }
        }
        return front;
    }

    /**
     * All indices, the best first: front after front (non-dominated sorting, Deb et al. 2002, section III.A), and within a
     * front always the point that adds most hypervolume to those before it (the greedy subset selection of Guerreiro et al.
     * 2016). The reference point is a tenth beyond the front's worst of each coordinate.
     */
    public static List<Integer> order(List<double[]> points) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            left.add(i);
        }
        List<Integer> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Integer> remaining = left;
            List<Integer> front = of(remaining.stream().map(points::get).toList()).stream()
                    .map(remaining::get)
                    .toList();
            ordered.addAll(spread(front, points));
            left = new ArrayList<>(left);
            left.removeAll(front);
        }
        return ordered;
    }

    private static List<Integer> spread(List<Integer> front, List<double[]> points) {
        double[] reference = beyond(front.stream().map(points::get).toList());
        List<Integer> left = new ArrayList<>(front);
        List<Integer> ordered = new ArrayList<>();
        List<double[]> taken = new ArrayList<>();
        while (!left.isEmpty()) {
            Integer next = left.stream()
                    .max(Comparator.<Integer>comparingDouble(index -> {
                                List<double[]> more = new ArrayList<>(taken);
                                more.add(points.get(index));
                                return Hypervolume.of(more, reference);
                            })
                            .thenComparing(Comparator.reverseOrder()))
                    .orElseThrow();
            ordered.add(next);
            taken.add(points.get(next));
            left.remove(next);
        }
        return ordered;
    }

    private static double[] beyond(List<double[]> points) {
        double[] reference = points.get(0).clone();
        for (int i = 0; i < reference.length; i++) {
            int coordinate = i;
            double worst = points.stream()
                    .mapToDouble(point -> point[coordinate])
                    .max()
                    .orElseThrow();
            double best = points.stream()
                    .mapToDouble(point -> point[coordinate])
                    .min()
                    .orElseThrow();
            reference[i] = worst + (worst > best ? 0.1 * (worst - best) : 1);
        }
        return reference;
    }
}
