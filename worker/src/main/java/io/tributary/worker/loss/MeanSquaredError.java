package io.tributary.worker.loss;

import org.jspecify.annotations.Nullable;

/** Mean over the classes of (z - onehot(y))^2; of a number (z - y)^2. */
final class MeanSquaredError implements Loss {

    @Override
    public double apply(float[] logits, int[] labels, int rows, int classes, float @Nullable [] gradient) {
        double scale = 2.0 / ((double) rows * classes);
        double total = 0;
        for (int row = 0; row < rows; row++) {
            int start = row * classes;
            double sum = 0;
            for (int i = 0; i < classes; i++) {
                double error = logits[start + i] - (i == labels[row] ? 1.0 : 0.0);
                sum += error * error;
                if (gradient != null) {
                    gradient[start + i] = (float) (scale * error);
                }
            }
            total += sum / classes;
        }
        return total;
    }

    @Override
    public double apply(float[] outputs, float[] values, int rows, float @Nullable [] gradient) {
        double total = 0;
        for (int row = 0; row < rows; row++) {
            double error = (double) outputs[row] - values[row];
            total += error * error;
            if (gradient != null) {
                gradient[row] = (float) (2 * error / rows);
            }
        }
        return total;
    }
}
