package io.tributary.worker.evaluation;

import io.tributary.protocol.data.Moments;
import io.tributary.protocol.data.Residuals;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.worker.data.Examples;
import io.tributary.worker.engine.Network;
import io.tributary.worker.loss.Loss;
import io.tributary.worker.loss.Targets;
import io.tributary.worker.training.Watch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a test came to.
 *
 * @param examples tested
 * @param lossSum sum of their losses, added up in their order
 * @param confusion row: true label, column: predicted label (the first of the largest logits), value: examples;
 *     empty where a number is predicted
 * @param residuals where a number is predicted; else null
 */
public record Evaluation(
        long examples,
        double lossSum,
        List<List<Long>> confusion,
        @Nullable Residuals residuals) {
    private static final int REPORTS = 10;

    public Evaluation {
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /**
     * What to test on.
     *
     * @param test the held-out examples
     * @param from first example
     * @param to one past the last example; {@code 0 <= from < to <= test.count()}
     * @param batchSize examples for each forward pass; does not change the result beyond rounding
     */
    public record Slice(Examples test, long from, long to, int batchSize) {
        public Slice {
            if (from < 0 || from >= to || to > test.count()) {
                throw new IllegalArgumentException(
                        "Test examples " + from + " to " + to + " are asked for; there are " + test.count() + ".");
            }
        }
    }

    /**
     * Tests weights on the calling thread.
     *
     * @param weights direct, little-endian floats; only read
     * @param network with room for a batch; its weights are overwritten
     * @throws TributaryException TRAINING_FAILED where the model gives no finite numbers
     * @throws java.util.concurrent.CancellationException soon after the watch was told to stop
     */
    public static Evaluation of(ByteBuffer weights, Slice slice, Loss loss, Network network, Watch watch) {
        network.weights().put(0, weights, 0, network.weights().capacity());
        network.weightsChanged();
        Examples test = slice.test;
        int classes = test.shape().classes();
        Targets targets = Targets.of(slice.batchSize, test.real());
        long[][] confusion = test.real() ? new long[0][] : new long[classes][classes];
        Residuals residuals = test.real() ? new Residuals(0, 0, new Moments(0, 0, 0)) : null;
        double lossSum = 0;
        int first = (int) slice.from;
        int last = (int) slice.to;
        for (int start = first; start < last; start += slice.batchSize) {
            watch.check();
            int rows = Math.min(slice.batchSize, last - start);
            for (int row = 0; row < rows; row++) {
                test.copyTo(network.inputs(), row, start + row);
                test.copyTo(targets, row, start + row);
            }
            float[] logits = network.logits(rows);
            lossSum += loss.apply(logits, targets, rows, classes, null);
            if (residuals != null) {
                residuals = residuals.plus(residuals(logits, targets.values(), rows));
            } else {
                for (int row = 0; row < rows; row++) {
                    confusion[targets.labels()[row]][largest(logits, row * classes, classes)]++;
                }
            }
            report(watch, start - first, start - first + rows, last - first);
        }
        if (!Double.isFinite(lossSum)) {
            throw new TributaryException(
                    ErrorCode.TRAINING_FAILED,
                    "The model gives no finite numbers any more: its loss on the test examples is " + lossSum
                            + ". Lower training.learningRate.");
        }
        return new Evaluation(
                last - first,
                lossSum,
                Arrays.stream(confusion)
                        .map(row -> LongStream.of(row).boxed().toList())
                        .toList(),
                residuals);
    }

    private static Residuals residuals(float[] outputs, float[] values, int rows) {
        double absolute = 0;
        double squares = 0;
        double sum = 0;
        double sumOfSquares = 0;
        for (int row = 0; row < rows; row++) {
            double error = (double) outputs[row] - values[row];
            absolute += Math.abs(error);
            squares += error * error;
            sum += values[row];
            sumOfSquares += (double) values[row] * values[row];
        }
        return new Residuals(absolute, squares, new Moments(rows, sum, sumOfSquares));
    }

    private static int largest(float[] logits, int start, int classes) {
        int largest = 0;
        for (int i = 1; i < classes; i++) {
            largest = logits[start + i] > logits[start + largest] ? i : largest;
        }
        return largest;
    }

    private static void report(Watch watch, long before, long after, long total) {
        if (after * REPORTS / total > before * REPORTS / total) {
            watch.progress(after, total);
        }
    }
}
