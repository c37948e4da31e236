package io.tributary.worker.training;

import io.tributary.protocol.task.TaskSpec;

/**
 * AdaGrad (Duchi, Hazan and Singer 2011) as {@code torch.optim.Adagrad} has it, without decay of the rate: s += g^2; w -=
 * rate g / (sqrt(s) + 1e-10). Weight decay is added to the gradient.
 */
final class AdagradOptimizer implements Optimizer {
    private static final float EPSILON = 1e-10f;

    private final float rate;
    private final float decay;
    private final float[] sum;

    AdagradOptimizer(TaskSpec.Training training, int parameters) {
        this.rate = training.learningRate().floatValue();
        this.decay = training.weightDecay().floatValue();
        this.sum = new float[parameters];
    }

    @Override
    public void update(int step, float[] weights, float[] gradient, int offset, int count) {
        Decay.addTo(gradient, weights, decay, count);
        for (int i = 0; i < count; i++) {
            float g = gradient[i];
            float s = sum[offset + i] + g * g;
            sum[offset + i] = s;
            weights[i] -= rate * g / ((float) Math.sqrt(s) + EPSILON);
        }
    }
}
