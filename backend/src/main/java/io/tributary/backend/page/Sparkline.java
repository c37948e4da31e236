package io.tributary.backend.page;

import io.tributary.backend.journal.MeasuredAccuracy;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A task's accuracy at a glance, as points of an SVG polyline. The width stands for all rounds of the task, so the line
 * grows to the right while it trains; the height spans from its lowest to its highest accuracy.
 *
 * @param points {@code x,y} pairs; empty where nothing was measured
 * @param text what the line says, in words
 */
record Sparkline(String points, String text) {
    static final int WIDTH = 120;
    static final int HEIGHT = 32;
    private static final int MARGIN = 3;

    static Sparkline of(List<MeasuredAccuracy> measured, int rounds) {
        if (measured.isEmpty()) {
            return new Sparkline("", "No accuracy yet");
        }
        MeasuredAccuracy first = measured.get(0);
        MeasuredAccuracy last = measured.get(measured.size() - 1);
        String end = Figures.percent(last.accuracy()) + " in round " + last.round();
        if (measured.size() == 1) {
            // A line needs two points; a short stroke stands for the one.
            return new Sparkline(
                    point(x(first.round(), rounds), HEIGHT / 2.0) + " "
                            + point(x(first.round(), rounds) + 1, HEIGHT / 2.0),
                    "Accuracy " + end);
        }
        double low =
                measured.stream().mapToDouble(MeasuredAccuracy::accuracy).min().orElseThrow();
        double high =
                measured.stream().mapToDouble(MeasuredAccuracy::accuracy).max().orElseThrow();
        double span = high > low ? high - low : 1;
        String points = measured.stream()
                .map(each -> point(
                        x(each.round(), rounds),
                        HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (each.accuracy() - low) / span))
                .collect(Collectors.joining(" "));
        return new Sparkline(
                points,
                "Accuracy from " + Figures.percent(first.accuracy()) + " in round " + first.round() + " to " + end);
    }

    private static double x(long round, int rounds) {
        return MARGIN + (WIDTH - 2.0 * MARGIN) * (rounds == 1 ? 0.5 : (round - 1.0) / (rounds - 1));
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }
}
