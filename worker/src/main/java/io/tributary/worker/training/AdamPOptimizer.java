package io.tributary.worker.training;

import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.task.TaskSpec;
import java.util.HashMap;
import java.util.Map;

/**
 * AdamP: Adam with decoupled weight decay, whose step loses its part along the weights where their scale has no effect, as
 * before a normalization; else the norm of such weights would grow and their steps shrink. Heo et al. 2021 (arXiv 2006.08217):
 * weights whose cosine to the gradient is below 0.1 / sqrt(length) are taken to be without scale, first
 * for each output by itself, then for the tensor; decay is a tenth there. Vectors, such as biases, get Adam's step.
 */
final class AdamPOptimizer implements Optimizer {
    private static final double DELTA = 0.1;
    private static final double DECAY_WITHOUT_SCALE = 0.1;
    private static final double EPSILON = 1e-8;

    private final double decay;
    private final AdamStep adam;
    private final Map<Integer, Integer> outputs = new HashMap<>();

    AdamPOptimizer(TaskSpec.Training training, WeightLayout layout) {
        this.decay = training.learningRate() * training.weightDecay();
        this.adam = new AdamStep(training.learningRate(), Math.toIntExact(layout.size()));
        for (Tensor tensor : layout.tensors()) {
            if (tensor.shape().size() > 1) {
                outputs.put(Math.toIntExact(tensor.offset()), tensor.shape().get(0));
            }
        }
    }

    @Override
    public boolean needsTensors() {
        return true;
    }

    @Override
    public void update(int step, float[] weights, float[] gradient, int offset, int count) {
        int rows = rowsWithoutScale(weights, gradient, count, outputs.getOrDefault(offset, 0));
        adam.turn(step, gradient, offset, count);
        float shrink = (float) (1 - decay * (rows > 0 ? DECAY_WITHOUT_SCALE : 1));
        for (int row = 0; row < rows; row++) {
            removeRadial(weights, gradient, row * (count / rows), count / rows);
        }
        for (int i = 0; i < count; i++) {
            weights[i] = weights[i] * shrink - gradient[i];
        }
    }

    /** In how many equal parts the weights have no scale: one for each output, one for the tensor, or none. */
    private static int rowsWithoutScale(float[] weights, float[] gradient, int count, int outputs) {
        if (outputs == 0) {
            return 0;
        }
        if (haveNoScale(weights, gradient, count, outputs)) {
            return outputs;
        }
        return haveNoScale(weights, gradient, count, 1) ? 1 : 0;
    }

    private static boolean haveNoScale(float[] weights, float[] gradient, int count, int rows) {
        int length = count / rows;
        double bound = DELTA / Math.sqrt(length);
        for (int from = 0; from < count; from += length) {
            double product = product(weights, gradient, from, length);
            double norms =
                    Math.sqrt(product(weights, weights, from, length) * product(gradient, gradient, from, length));
            if (Math.abs(product) >= bound * Math.max(norms, EPSILON)) {
                return false;
            }
        }
        return true;
    }

    private static void removeRadial(float[] weights, float[] direction, int from, int length) {
        double norm = Math.sqrt(product(weights, weights, from, length)) + EPSILON;
        double along = product(weights, direction, from, length) / (norm * norm);
        for (int i = from; i < from + length; i++) {
            direction[i] -= (float) (along * weights[i]);
        }
    }

    private static double product(float[] x, float[] y, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }
}
