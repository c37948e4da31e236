package io.tributary.orchestrator.round;

import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tests a model on all held-out examples, in slices of a fixed size so that the result does not depend on the slots. */
final class Evaluator {
    /** Examples in a slice: small enough to use several slots, large enough to be worth a message. */
    static final long SLICE = 2500;

    private final Errands errands;

    Evaluator(Errands errands) {
        this.errands = errands;
    }

    Evaluation evaluate(Sha256 model, long testExamples) {
        List<Work.Evaluate> slices = new ArrayList<>();
        for (long from = 0; from < testExamples; from += SLICE) {
            slices.add(new Work.Evaluate(model, from, Math.min(from + SLICE, testExamples)));
        }
        return Evaluation.of(errands.runAll(slices, Result.Evaluated.class));
    }

    /**
     * @param accuracy share of right predictions, 0..1
     * @param loss mean over the examples
     * @param confusion rows: true label, columns: predicted
     */
    record Evaluation(double accuracy, double loss, List<List<Long>> confusion, double cpuSeconds) {

        /** Joins slices, in their order. */
        static Evaluation of(List<Result.Evaluated> slices) {
            long examples = 0;
            double lossSum = 0;
            double cpuSeconds = 0;
            int classes = slices.get(0).confusion().size();
            long[][] confusion = new long[classes][classes];
            for (Result.Evaluated slice : slices) {
                examples += slice.examples();
                lossSum += slice.lossSum();
                cpuSeconds += slice.cpuSeconds();
                for (int truth = 0; truth < classes; truth++) {
                    for (int predicted = 0; predicted < classes; predicted++) {
                        confusion[truth][predicted] +=
                                slice.confusion().get(truth).get(predicted);
                    }
                }
            }
            long right = 0;
            List<List<Long>> rows = new ArrayList<>();
            for (int truth = 0; truth < classes; truth++) {
                right += confusion[truth][truth];
                rows.add(Arrays.stream(confusion[truth]).boxed().toList());
            }
            return new Evaluation((double) right / examples, lossSum / examples, rows, cpuSeconds);
        }
    }
}
