package io.tributary.orchestrator.round;

import io.tributary.orchestrator.round.Errands.Errand;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.HeldOut;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tests a model on held-out examples, in slices of a fixed size so that the result does not depend on the slots. */
final class Evaluator {
    /** Examples in a slice: small enough to use several slots, large enough to be worth a message. */
    static final long SLICE = 2500;

    private final Errands errands;
    private final HeldOut heldOut;
    private final int classes;

    /**
     * @param heldOut which examples count, here or at each site
     * @param classes of the data; 1 where a number is predicted
     */
    Evaluator(Errands errands, HeldOut heldOut, int classes) {
        this.errands = errands;
        this.heldOut = heldOut;
        this.classes = classes;
    }

    /** Tests on the examples that the workers all hold. */
    Evaluation evaluate(Sha256 model, long testExamples) {
        return Evaluation.of(errands.runAll(slices(model, testExamples, null), Result.Evaluated.class));
    }

    /**
     * Tests at the sites, on what each of them holds out.
     *
     * @return over the sites that answered what can be true; null where none did
     */
    @Nullable
    Evaluation evaluate(Sha256 model, Federation federation) {
        List<Errand> slices = new ArrayList<>();
        for (int site = 0; site < federation.sites().size(); site++) {
            String worker = federation.sites().get(site).worker();
            slices.addAll(slices(model, federation.testExamples().get(site), worker));
        }
        List<Result.Evaluated> results = errands.runSome(slices, Result.Evaluated.class).stream()
                .filter(this::plausible)
                .toList();
        return results.isEmpty() ? null : Evaluation.of(results);
    }

    /** A site may say anything; what does not add up is left out like an answer that never came. */
    private boolean plausible(Result.Evaluated answer) {
        boolean numbers = answer.confusion().isEmpty();
        boolean square = answer.confusion().size() == classes
                && answer.confusion().stream()
                        .allMatch(row -> row.size() == classes && row.stream().allMatch(count -> count >= 0));
        long counted = answer.confusion().stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sum();
        return answer.examples() >= 1
                && answer.examples() <= SLICE
                && Double.isFinite(answer.lossSum())
                && answer.cpuSeconds() >= 0
                && (numbers ? classes == 1 : square && counted == answer.examples());
    }

    private List<Errand> slices(Sha256 model, long testExamples, @Nullable String worker) {
        List<Errand> slices = new ArrayList<>();
        long to = heldOut.to(testExamples);
        for (long from = heldOut.from(testExamples); from < to; from += SLICE) {
            slices.add(new Errand(new Work.Evaluate(model, from, Math.min(from + SLICE, to)), worker));
        }
        return slices;
    }

    /**
     * @param accuracy share of right predictions, 0..1; null where numbers are predicted
     * @param loss mean over the examples
     * @param confusion rows: true label, columns: predicted
     */
    record Evaluation(@Nullable Double accuracy, double loss, List<List<Long>> confusion, double cpuSeconds) {

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
            return new Evaluation(
                    classes == 0 ? null : (double) right / examples, lossSum / examples, rows, cpuSeconds);
        }
    }
}
