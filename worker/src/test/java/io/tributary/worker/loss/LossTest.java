package io.tributary.worker.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.task.TaskSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {
    private static final int[] LABELS = {2, 0};
    private static final float[] LOGITS = {1, 2, 3, -1, 0, 0.5f};

    @Test
    void crossEntropyIsMinusTheLogOfTheLabelsShare() {
        double loss = Loss.of(TaskSpec.Loss.CROSS_ENTROPY).apply(LOGITS, LABELS, 2, 3, null);

        double first = -Math.log(Math.exp(3) / (Math.exp(1) + Math.exp(2) + Math.exp(3)));
        double second = -Math.log(Math.exp(-1) / (Math.exp(-1) + 1 + Math.exp(0.5)));
        assertThat(loss).isCloseTo(first + second, within(1e-12));
    }

    @Test
    void meanSquaredErrorIsTheMeanOverTheClasses() {
        double loss = Loss.of(TaskSpec.Loss.MEAN_SQUARED_ERROR).apply(LOGITS, LABELS, 2, 3, null);

        assertThat(loss).isCloseTo((1 + 4 + 4) / 3.0 + (4 + 0 + 0.25) / 3.0, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void theGradientIsThatOfTheMeanLoss(TaskSpec.Loss id) {
        Loss loss = Loss.of(id);
        float[] gradient = new float[LOGITS.length];
        loss.apply(LOGITS, LABELS, 2, 3, gradient);

        for (int i = 0; i < LOGITS.length; i++) {
            float[] up = LOGITS.clone();
            float[] down = LOGITS.clone();
            up[i] += 0.0078125f;
            down[i] -= 0.0078125f;
            double slope = (loss.apply(up, LABELS, 2, 3, null) - loss.apply(down, LABELS, 2, 3, null)) / 0.015625 / 2;
            assertThat((double) gradient[i]).isCloseTo(slope, within(1e-5));
        }
    }

    @Test
    void hugeLogitsNeitherOverflowNorVanish() {
        float[] gradient = new float[2];

        double loss = Loss.of(TaskSpec.Loss.CROSS_ENTROPY).apply(new float[] {3e4f, 0}, new int[] {1}, 1, 2, gradient);

        assertThat(loss).isEqualTo(3e4);
        assertThat(gradient).containsExactly(1, -1);
    }

    @ParameterizedTest
    @EnumSource
    void logitsThatAreNotNumbersGiveALossThatIsNone(TaskSpec.Loss id) {
        float[] logits = {0, Float.NaN, 0};

        assertThat(Loss.of(id).apply(logits, new int[] {0}, 1, 3, null)).isNaN();
    }

    @ParameterizedTest
    @EnumSource
    void rowsBeyondTheBatchDoNotCount(TaskSpec.Loss id) {
        double one = Loss.of(id).apply(LOGITS, LABELS, 1, 3, null);

        assertThat(one).isLessThan(Loss.of(id).apply(LOGITS, LABELS, 2, 3, null));
    }
}
