package io.tributary.worker.loss;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import org.jspecify.annotations.Nullable;

/** What training makes small. Stateless. */
public interface Loss {

    /**
     * The loss of a batch.
     *
     * @param logits rows x classes, row-major
     * @param labels one for each row, in [0, classes)
     * @param rows how many rows count; more may be there
     * @param gradient receives the gradient of the rows' <em>mean</em> loss, rows x classes; null where nobody needs it
     * @return the <em>sum</em> of the rows' losses, added up in their order; not finite where a logit is not
     */
    double apply(float[] logits, int[] labels, int rows, int classes, float @Nullable [] gradient);

    /**
     * The loss of a batch of numbers.
     *
     * @param outputs one for each row
     * @param values what they should be
     * @param rows how many rows count
     * @param gradient receives the gradient of the rows' mean loss; null where nobody needs it
     * @return the sum of the rows' losses, added up in their order
     * @throws TributaryException INVALID_SPEC where this is a loss of classes
     */
    default double apply(float[] outputs, float[] values, int rows, float @Nullable [] gradient) {
        throw TributaryException.ofField(
                ErrorCode.INVALID_SPEC,
                "training.loss",
                "This loss tells classes apart, but the data set holds numbers to predict; use mse.");
    }

    /** The loss of a batch of whichever kind; as the other two. */
    default double apply(float[] logits, Targets targets, int rows, int classes, float @Nullable [] gradient) {
        return targets.real()
                ? apply(logits, targets.values(), rows, gradient)
                : apply(logits, targets.labels(), rows, classes, gradient);
    }

    static Loss of(TaskSpec.Loss loss) {
        return switch (loss) {
            case CROSS_ENTROPY -> new CrossEntropy();
            case MEAN_SQUARED_ERROR -> new MeanSquaredError();
        };
    }
}
