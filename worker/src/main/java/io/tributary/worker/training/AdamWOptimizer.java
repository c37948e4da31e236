package io.tributary.worker.training;

import io.tributary.protocol.task.TaskSpec;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101, algorithm 2) as
 * {@code torch.optim.AdamW} has it: w -= rate decay w, then Adam's step without decay. Here decay is 0 unless the task
 * says otherwise, not PyTorch's 0.01.
 */
final class AdamWOptimizer implements Optimizer {
    private final float shrink;
    private final AdamStep adam;

    AdamWOptimizer(TaskSpec.Training training, int parameters) {
        this.shrink = (float) (1 - training.learningRate() * training.weightDecay());
        this.adam = new AdamStep(training.learningRate(), parameters);
    }

    @Override
    public void update(int step, float[] weights, float[] gradient, int offset, int count) {
        for (int i = 0; i < count; i++) {
            weights[i] *= shrink;
        }
        adam.update(step, weights, gradient, offset, count);
    }
}
