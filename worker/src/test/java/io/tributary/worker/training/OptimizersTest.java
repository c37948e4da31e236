package io.tributary.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
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
        "lion, 0, 0.01, 0.3986014, -1.0971029"
    })
    void stepsAsPyTorchDoes(String optimizer, double momentum, double decay, double first, double second) {
        float[] weights = {0.5f, -1};

        steps(Optimizers.create(training(optimizer, momentum, decay), 2), weights, 0);

        assertThat((double) weights[0]).isCloseTo(first, within(2e-6));
        assertThat((double) weights[1]).isCloseTo(second, within(2e-6));
    }

    @ParameterizedTest
    @MethodSource("io.tributary.worker.training.Optimizers#ids")
    void aTileSeesTheSameStateAsTheWhole(String id) {
        float[] whole = {0.5f, -1};
        steps(Optimizers.create(training(id, 0.9, 0.01), 2), whole, 0);

        // The same two numbers at the end of a larger model.
        float[] tile = {0.5f, -1};
        steps(Optimizers.create(training(id, 0.9, 0.01), 9), tile, 7);

        assertThat(tile).isEqualTo(whole);
    }

    @Test
    void knowsItsOptimizersByName() {
        assertThat(Optimizers.ids()).containsExactly("sgd", "adam", "adamw", "rmsprop", "adagrad", "lion");
        assertThatThrownBy(() -> Optimizers.create(training("adm", 0, 0), 1))
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
