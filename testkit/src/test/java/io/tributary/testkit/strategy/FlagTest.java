package io.tributary.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.testkit.StrategyBench;
import io.tributary.testkit.StrategyContract;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagTest extends StrategyContract {
    private static final float[] ZEROS = {0, 0, 0};

    FlagTest() {
        super("flag");
    }

    /** Five clients have three dimensions, which hold the liar too: it counts as a fifth, and not a thousandfold. */
    @Test
    void aHugeUpdateCountsLikeAnyOther() {
        float[] next = round(0.5, new float[][] {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 1, 0}, {0, 0, 1000}});

        assertThat(next).containsExactly(new float[] {0.4f, 0.4f, 0.2f}, within(1e-5f));
    }

    /** A quarter of six rounds up to two dimensions, which the liar with a direction of its own is not in. */
    @Test
    void aSmallSubspaceLeavesOutWhatFewSay() {
        float[] next = round(0.25, new float[][] {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 1, 0}, {0, 0, 1000}});

        assertThat(next).containsExactly(new float[] {0.4f, 0.4f, 0}, within(1e-5f));
    }

    /**
     * Reweighting: one dimension, directions at 0, 10 and 80 degrees. The principal axis of all lies between them; the median
     * of directions on a plane is one of them, the middle one.
     */
    @Test
    void findsTheMedianOfDirectionsNotTheirPrincipalAxis() {
        float[] next = round(0.1, new float[][] {direction(0), direction(10), direction(80)});

        double principal = 0.5
                * Math.toDegrees(Math.atan2(
                        Math.sin(Math.toRadians(20)) + Math.sin(Math.toRadians(160)),
                        1 + Math.cos(Math.toRadians(20)) + Math.cos(Math.toRadians(160))));
        assertThat(principal).isGreaterThan(15);
        assertThat(Math.toDegrees(Math.atan2(next[1], next[0]))).isCloseTo(10, within(1.0));
    }

    private static float[] direction(double degrees) {
        double angle = Math.toRadians(degrees);
        return new float[] {(float) Math.cos(angle), (float) Math.sin(angle), 0};
    }

    private float[] round(double subspace, float[][] updates) {
        Map<Integer, float[]> byClient = new HashMap<>();
        for (int client = 0; client < updates.length; client++) {
            byClient.put(client, updates[client]);
        }
        List<float[]> minima = Collections.nCopies(updates.length, ZEROS);
        return new StrategyBench(strategy(), Map.of("subspace", subspace), new StrategyBench.Steps(0.1, 1), minima)
                .round(byClient)
                .weights();
    }
}
