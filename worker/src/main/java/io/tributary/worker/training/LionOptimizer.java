package io.tributary.worker.training;

import io.tributary.protocol.task.TaskSpec;

/**
 * Lion: u = sign(0.9 m + 0.1 g); w -= rate (u + decay w); m = 0.99 m + 0.01 g. Chen et al. 2023 (arXiv 2302.06675),
 * algorithm 2. All steps are as long as the rate, so a tenth of Adam's is usual.
 */
final class LionOptimizer implements Optimizer {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.99f;

    private final float rate;
    private final float decay;
    private final float[] mean;

    LionOptimizer(TaskSpec.Training training, int parameters) {
        this.rate = training.learningRate().floatValue();
        this.decay = training.weightDecay().floatValue();
        this.mean = new float[parameters];
    }

    @Override
    public void update(int step, float[] weights, float[] gradient, int offset, int count) {
        for (int i = 0; i < count; i++) {
            float g = gradient[i];
            float m = mean[offset + i];
            float direction = Math.signum(BETA_1 * m + (1 - BETA_1) * g);
            weights[i] -= rate * (direction + decay * weights[i]);
            mean[offset + i] = BETA_2 * m + (1 - BETA_2) * g;
        }
    }
}
