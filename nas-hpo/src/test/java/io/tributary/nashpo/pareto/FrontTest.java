package io.tributary.nashpo.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrontTest {
    private static final List<double[]> POINTS = List.of(
            new double[] {1, 5}, new double[] {2, 3}, new double[] {3, 4}, new double[] {4, 1}, new double[] {5, 5});

    @Test
    void pointsThatNothingBeatsAreTheFront() {
        assertThat(Front.of(POINTS)).containsExactly(0, 1, 3);
    }

    @Test
    void equalPointsStandOnTheFrontTogether() {
        assertThat(Front.of(List.of(new double[] {1, 1}, new double[] {1, 1}, new double[] {1, 2})))
                .containsExactly(0, 1);
    }

    @Test
    void orderGoesFrontAfterFrontTheMostVolumeFirst() {
        // Reference (4.3, 5.4): alone, (2, 3) covers 2.3 * 2.4 = 5.52, (1, 5) 1.32, (4, 1) 1.32.
        assertThat(Front.order(POINTS)).startsWith(1).endsWith(2, 4).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void hypervolumeOfThreeBoxesInThePlane() {
        // Up to (6, 6): (1,5) 5*1, (2,3) 4*2, (4,1) 2*2.
        assertThat(Hypervolume.of(POINTS, new double[] {6, 6})).isCloseTo(17, within(1e-12));
    }

    @Test
    void hypervolumeInThreeDimensions() {
        // Two boxes of 1x2x2 and 2x1x2 up to (2,2,2) that share 1x1x2.
        assertThat(Hypervolume.of(List.of(new double[] {1, 0, 0}, new double[] {0, 1, 0}), new double[] {2, 2, 2}))
                .isCloseTo(6, within(1e-12));
    }

    @Test
    void pointsBeyondTheReferenceCoverNothing() {
        assertThat(Hypervolume.of(
                        List.of(new double[] {7, 0}, new double[] {0, Double.POSITIVE_INFINITY}), new double[] {6, 6}))
                .isZero();
    }
}
