package io.tributary.nashpo.pareto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that points dominate up to a reference point, every coordinate a loss (Zitzler and Thiele 1998): slices along the
 * last coordinate, each slice the hypervolume of one coordinate less. Exact; meant for a few objectives and some hundred
 * points.
 */
public final class Hypervolume {
    private Hypervolume() {}

    /** Zero where no point is better than the reference in every coordinate; not finite points count for nothing. */
    public static double of(List<double[]> points, double[] reference) {
        List<double[]> inside = new ArrayList<>();
        for (double[] point : points) {
            if (strictlyBelow(point, reference)) {
                inside.add(point);
            }
        }
        return volume(inside, reference, reference.length);
    }

    private static double volume(List<double[]> points, double[] reference, int coordinates) {
        int last = coordinates - 1;
        if (points.isEmpty()) {
            return 0;
        }
        if (coordinates == 1) {
            return reference[0]
                    - points.stream().mapToDouble(point -> point[0]).min().orElseThrow();
        }
        List<double[]> sorted = points.stream()
                .sorted(Comparator.comparingDouble(point -> point[last]))
                .toList();
        double volume = 0;
        for (int i = 0; i < sorted.size(); i++) {
            double depth = (i + 1 < sorted.size() ? sorted.get(i + 1)[last] : reference[last]) - sorted.get(i)[last];
            if (depth > 0) {
                volume += depth * volume(sorted.subList(0, i + 1), reference, last);
            }
        }
        return volume;
    }

    private static boolean strictlyBelow(double[] point, double[] reference) {
        for (int i = 0; i < reference.length; i++) {
            if (!(point[i] < reference[i]) || Double.isInfinite(point[i])) {
                return false;
            }
        }
        return true;
    }
}
