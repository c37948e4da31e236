package io.tributary.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.model.WeightLayout;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
    private static final WeightLayout RESNET = ModelGraph.of(
                    ModelSpec.ofPreset("resnet8"), new DataShape(1, 28, 28, 10))
            .layout();

    @Test
    void eachTensorStartsAsItsLayoutSays() {
        FloatBuffer weights = InitialWeights.of(RESNET, 42).asFloatBuffer();

        for (Tensor tensor : RESNET.tensors()) {
            float[] values = new float[(int) tensor.size()];
            weights.get((int) tensor.offset(), values);
            switch (tensor.initial()) {
                case ZEROS -> assertThat(values).containsOnly(0);
                case ONES -> assertThat(values).containsOnly(1);
                case HE_UNIFORM -> heUniform(values, tensor.fanIn());
            }
        }
    }

    @Test
    void theSeedDecidesAndTheLayersAfterATensorDoNot() {
        assertThat(InitialWeights.of(RESNET, 42)).isEqualTo(InitialWeights.of(RESNET, 42));
        assertThat(InitialWeights.of(RESNET, 43)).isNotEqualTo(InitialWeights.of(RESNET, 42));
        WeightLayout first = new WeightLayout(List.of(RESNET.tensors().get(0)));
        assertThat(InitialWeights.of(first, 42))
                .isEqualTo(InitialWeights.of(RESNET, 42).limit((int) (4 * first.size())));
    }

    private static void heUniform(float[] values, int fanIn) {
        double bound = Math.sqrt(6.0 / fanIn);
        double square = 0;
        for (float value : values) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
            square += (double) value * value / values.length;
        }
        if (values.length > 1000) {
            assertThat(square).isCloseTo(2.0 / fanIn, within(0.15 * 2.0 / fanIn));
        }
    }
}
