package io.tributary.worker.training;

import io.tributary.protocol.task.TaskSpec;

/**
 * Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1) as {@code torch.optim.Adam} has it, with betas 0.9 and 0.999 and
 * epsilon 1e-8; weight decay is added to the gradient.
 */
final class AdamOptimizer implements Optimizer {
    private final float decay;
    private final AdamStep adam;

    AdamOptimizer(TaskSpec.Training training, int parameters) {
        this.decay = training.weightDecay().floatValue();
        this.adam = new AdamStep(training.learningRate(), parameters);
    }

    @Override
    public void update(int step, float[] weights, float[] gradient, int offset, int count) {
        Decay.addTo(gradient, weights, decay, count);
        adam.update(step, weights, gradient, offset, count);
    }
}
