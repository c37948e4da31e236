package io.tributary.worker.training;

/**
 * The step that Adam and AdamW share: m = 0.9 m + 0.1 g; v = 0.999 v + 0.001 g^2; w -= rate m' / (sqrt(v') + 1e-8), where m'
 * = m / (1 - 0.9^t) and v' = v / (1 - 0.999^t).
 */
final class AdamStep {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final float EPSILON = 1e-8f;

    private final double rate;
    private final float[] mean;
    private final float[] variance;

    AdamStep(double rate, int parameters) {
        this.rate = rate;
        this.mean = new float[parameters];
        this.variance = new float[parameters];
    }

    /** Takes the step. */
    void update(int step, float[] weights, float[] gradient, int offset, int count) {
        turn(step, gradient, offset, count);
        for (int i = 0; i < count; i++) {
            weights[i] -= gradient[i];
        }
    }

    /** Turns a gradient into what is to be subtracted from the weights, in place. */
    void turn(int step, float[] gradient, int offset, int count) {
        float length = (float) (rate / (1 - StrictMath.pow(BETA_1, step)));
        float scale = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(BETA_2, step)));
        float keep1 = (float) BETA_1;
        float take1 = (float) (1 - BETA_1);
        float keep2 = (float) BETA_2;
        float take2 = (float) (1 - BETA_2);
        for (int i = 0; i < count; i++) {
            float g = gradient[i];
            float m = keep1 * mean[offset + i] + take1 * g;
            float v = keep2 * variance[offset + i] + take2 * g * g;
            mean[offset + i] = m;
            variance[offset + i] = v;
            gradient[i] = length * m / ((float) Math.sqrt(v) * scale + EPSILON);
        }
    }
}
