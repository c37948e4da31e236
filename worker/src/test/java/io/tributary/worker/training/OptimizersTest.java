package io.tributary.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class OptimizersTest {
    private static final float[][] GRADIENTS = {{0.2f, -0.4f}, {-0.1f, 0.3f}, {0.4f, 0.05f}};

    /** Expected values: the formulas of PyTorch's documentation, in double precision, rate 0.1, three steps. */
    @ParameterizedTest
    @CsvSource({
        "sgd, 0, 0, 0.45, -0.995",
        "sgd, 0.9, 0, 0.4248, -0.9536",
        "sgd, 0.9, 0.01, 0.4220633795, -0.948116759",
        "sgd, 0, 0.01, 0.4485314795, -0.992052959",
        "adam, 0, 0, 0.3075551452, -0.8905585742",
        "adam, 0, 0.01, 0.3041674040, -0.8847654876",
        "adamw, 0, 0.01, 0.3062831784, -0.8877704057",
        "rmsprop, 0, 0, -0.9257259223, -0.7022476880",
        "rmsprop, 0.9, 0, -2.2316133192, 0.4660156544",
        "rmsprop, 0, 0.01, -0.9106138632, -0.6795890180",
        "adagrad, 0, 0, 0.3574342035, -0.9699503719",
        "adagrad, 0, 0.01, 0.3551484599, -0.9658927595",
        "lion, 0, 0, 0.4, -1.1",
        "lion, 0, 0.01, 0.3986014, -1.0971029",
        "adamp, 0, 0, 0.3075551452, -0.8905585742",
        "adamp, 0, 0.01, 0.3062831784, -0.8877704057"
    })
    void stepsAsPyTorchDoes(String optimizer, double momentum, double decay, double first, double second) {
        float[] weights = {0.5f, -1};

        steps(Optimizers.create(training(optimizer, momentum, decay), vector(2)), weights, 0);

        assertThat((double) weights[0]).isCloseTo(first, within(2e-6));
        assertThat((double) weights[1]).isCloseTo(second, within(2e-6));
    }

    /**
     * A matrix of two outputs, rate 0.1, decay 0.01: the first gradient is at right angles to each row of weights, the second to the whole only, the
     * third to neither. Expected values: the paper's algorithm in double precision.
     */
    @Test
    void adamPTakesNoStepAlongWeightsWithoutScale() {
        WeightLayout layout = new WeightLayout(List.of(new Tensor("w", List.of(2, 2), 0, Tensor.Initial.ZEROS, 2)));
        Optimizer optimizer = Optimizers.create(training("adamp", 0, 0.01), layout);
        float[] weights = {1, 0.5f, -0.5f, 1};

        optimizer.update(1, weights, new float[] {0.2f, -0.41f, 0.4f, 0.21f}, 0, 4);
        optimizer.update(2, weights, new float[] {-0.1f, 0.3f, 0.3f, 0.1f}, 0, 4);
        optimizer.update(3, weights, new float[] {0.4f, 0.05f, 0.1f, 0.2f}, 0, 4);

        assertThat(weights).containsExactly(new float[] {0.863034f, 0.641824f, -0.815382f, 0.767183f}, within(2e-6f));
    }

    @ParameterizedTest
    @MethodSource("io.tributary.worker.training.Optimizers#ids")
    void aTileSeesTheSameStateAsTheWhole(String id) {
        float[] whole = {0.5f, -1};
        steps(Optimizers.create(training(id, 0.9, 0.01), vector(2)), whole, 0);

        // The same two numbers at the end of a larger model.
        float[] tile = {0.5f, -1};
        steps(Optimizers.create(training(id, 0.9, 0.01), vector(7, 2)), tile, 7);

        assertThat(tile).isEqualTo(whole);
    }

    @Test
    void knowsItsOptimizersByName() {
        assertThat(Optimizers.ids()).containsExactly("sgd", "adam", "adamw", "rmsprop", "adagrad", "lion", "adamp");
        assertThatThrownBy(() -> Optimizers.create(training("adm", 0, 0), vector(1)))
                .isInstanceOfSatisfying(
                        TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SPEC))
                .hasMessageContaining("'adm'")
                .hasMessageContaining("sgd, adam, adamw");
    }

    private static void steps(Optimizer optimizer, float[] weights, int offset) {
        for (int step = 1; step <= GRADIENTS.length; step++) {
            optimizer.update(step, weights, GRADIENTS[step - 1].clone(), offset, 2);
        }
    }

    /** Vectors one after the other. */
    private static WeightLayout vector(int... sizes) {
        List<Tensor> tensors = new ArrayList<>();
        long offset = 0;
        for (int size : sizes) {
            tensors.add(new Tensor("v" + tensors.size(), List.of(size), offset, Tensor.Initial.ZEROS, 1));
            offset += size;
        }
        return new WeightLayout(tensors);
    }

    private static TaskSpec.Training training(String optimizer, double momentum, double decay) {
        return JsonMapper.shared()
                .readValue(
                        String.format(
                                Locale.ROOT,
                                "{\"optimizer\":\"%s\",\"learningRate\":0.1,\"momentum\":%s,\"weightDecay\":%s}",
                                optimizer,
                                momentum,
                                decay),
                        TaskSpec.Training.class);
    }
}
