package io.tributary.worker.loss;

import org.jspecify.annotations.Nullable;

/**
 * -log softmax(z)[label]. With the largest logit m subtracted no exponential overflows: log softmax(z)[y] = z[y] - m - log
 * sum exp(z - m). The gradient of a row's loss is softmax(z) - onehot(y).
 *
 * <p>{@link StrictMath}, because {@link Math}'s exponential may differ between Java versions in its last bit.
 */
final class CrossEntropy implements Loss {

    @Override
    public double apply(float[] logits, int[] labels, int rows, int classes, float @Nullable [] gradient) {
        double[] exponentials = new double[classes];
        double total = 0;
        for (int row = 0; row < rows; row++) {
            int start = row * classes;
            float largest = logits[start];
            for (int i = 1; i < classes; i++) {
                largest = Math.max(largest, logits[start + i]);
            }
            double sum = 0;
            for (int i = 0; i < classes; i++) {
                exponentials[i] = StrictMath.exp((double) logits[start + i] - largest);
                sum += exponentials[i];
            }
            int label = labels[row];
            total += StrictMath.log(sum) - ((double) logits[start + label] - largest);
            if (gradient != null) {
                double scale = 1 / (sum * rows);
                for (int i = 0; i < classes; i++) {
                    gradient[start + i] = (float) (exponentials[i] * scale);
                }
                gradient[start + label] = (float) ((exponentials[label] / sum - 1) / rows);
            }
        }
        return total;
    }
}
