package io.tributary.worker.loss;

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

    static Loss of(TaskSpec.Loss loss) {
        return switch (loss) {
            case CROSS_ENTROPY -> new CrossEntropy();
            case MEAN_SQUARED_ERROR -> new MeanSquaredError();
        };
    }
}
