package io.tributary.worker.training;

import io.tributary.protocol.task.TaskSpec;

/**
 * Stochastic gradient descent as {@code torch.optim.SGD} has it: g += decay w; v = momentum v + g; w -= rate v. Keeps v only
 * where there is momentum.
 */
final class SgdOptimizer implements Optimizer {
    private final float rate;
    private final float momentum;
    private final float decay;
    private final float[] velocity;

    SgdOptimizer(TaskSpec.Training training, int parameters) {
        this.rate = training.learningRate().floatValue();
        this.momentum = training.momentum().floatValue();
        this.decay = training.weightDecay().floatValue();
        this.velocity = new float[momentum == 0 ? 0 : parameters];
    }

    /** Whether a step is w -= rate g and nothing else. */
    boolean plain() {
        return momentum == 0 && decay == 0;
    }

    float rate() {
        return rate;
    }

    @Override
    public void update(int step, float[] weights, float[] gradient, int offset, int count) {
        Decay.addTo(gradient, weights, decay, count);
        if (momentum == 0) {
            for (int i = 0; i < count; i++) {
                weights[i] -= rate * gradient[i];
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            float v = momentum * velocity[offset + i] + gradient[i];
            velocity[offset + i] = v;
            weights[i] -= rate * v;
        }
    }
}
