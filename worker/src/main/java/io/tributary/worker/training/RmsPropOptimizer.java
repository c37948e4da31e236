package io.tributary.worker.training;

import io.tributary.protocol.task.TaskSpec;

/**
 * RMSProp (Hinton, lecture 6e) as {@code torch.optim.RMSprop} has it: s = 0.99 s + 0.01 g^2; d = g / (sqrt(s) + 1e-8); with
 * momentum b = momentum b + d; w -= rate b, without it w -= rate d. Weight decay is added to the gradient.
 */
final class RmsPropOptimizer implements Optimizer {
    private static final float KEEP = 0.99f;
    private static final float TAKE = (float) (1 - 0.99);
    private static final float EPSILON = 1e-8f;

    private final float rate;
    private final float momentum;
    private final float decay;
    private final float[] square;
    private final float[] velocity;

    RmsPropOptimizer(TaskSpec.Training training, int parameters) {
        this.rate = training.learningRate().floatValue();
        this.momentum = training.momentum().floatValue();
        this.decay = training.weightDecay().floatValue();
        this.square = new float[parameters];
        this.velocity = new float[momentum == 0 ? 0 : parameters];
    }

    @Override
    public void update(int step, float[] weights, float[] gradient, int offset, int count) {
        Decay.addTo(gradient, weights, decay, count);
        for (int i = 0; i < count; i++) {
            float g = gradient[i];
            float s = KEEP * square[offset + i] + TAKE * g * g;
            square[offset + i] = s;
            gradient[i] = g / ((float) Math.sqrt(s) + EPSILON);
        }
        if (momentum == 0) {
            for (int i = 0; i < count; i++) {
                weights[i] -= rate * gradient[i];
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            float b = momentum * velocity[offset + i] + gradient[i];
            velocity[offset + i] = b;
            weights[i] -= rate * b;
        }
    }
}
