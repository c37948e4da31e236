package io.tributary.worker.training;

/** Weight decay as a penalty: the gradient of decay/2 times the squared norm is added to the loss's own. */
final class Decay {
    private Decay() {}

    static void addTo(float[] gradient, float[] weights, float decay, int count) {
        if (decay == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            gradient[i] += decay * weights[i];
        }
    }
}
