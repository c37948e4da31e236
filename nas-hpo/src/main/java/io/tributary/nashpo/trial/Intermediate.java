package io.tributary.nashpo.trial;

/**
 * What a running trial has reached, reported after an evaluated round.
 *
 * @param round from 1
 * @param accuracy of the global model on the evaluation data, 0..1; not a number where a number is predicted
 * @param loss on the same data
 * @param bytes of the trial so far, both ways
 * @param cpuSeconds of the trial so far
 */
public record Intermediate(int round, double accuracy, double loss, long bytes, double cpuSeconds) {

    /** The value to compare running trials by; lower is better. */
    double asLoss(Objective objective) {
        return switch (objective.metric()) {
            case LOSS -> objective.direction().asLoss(loss);
            case ACCURACY -> objective.direction().asLoss(accuracy);
            case BYTES, CPU_SECONDS, SECONDS, PARAMETERS ->
                Double.isNaN(accuracy) ? Direction.MINIMIZE.asLoss(loss) : Direction.MAXIMIZE.asLoss(accuracy);
        };
    }
}
