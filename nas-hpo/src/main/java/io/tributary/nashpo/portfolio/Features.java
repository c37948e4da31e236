package io.tributary.nashpo.portfolio;

import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.task.TaskSpec;

/**
 * What makes two tasks alike, each a logarithm to the base 2 or a share, so that a step of 1 means much the same in all.
 *
 * @param inputs log2 of the numbers in an example
 * @param classes log2 of the classes
 * @param perClient log2 of a client's examples
 * @param clients log2 of the clients in a round
 * @param skew 0 for data that are alike at all clients; for dirichlet and quantity-skew -log2 of alpha, at most 7, at least 0; 4 for
 *     shards
 * @param parameters log2 of the model's parameters
 * @param rounds log2 of the rounds
 */
public record Features(
        double inputs,
        double classes,
        double perClient,
        double clients,
        double skew,
        double parameters,
        double rounds) {

    public static Features of(TaskSpec task, DatasetInfo dataset) {
        double skew = switch (task.partition().scheme()) {
            case IID, BY_WORKER -> 0;
            case SHARDS -> 4;
            case DIRICHLET, QUANTITY_SKEW ->
                Math.max(0, Math.min(7, -log2(task.partition().alpha())));
        };
        return new Features(
                log2(dataset.shape().features()),
                log2(dataset.shape().classes()),
                log2(Math.max(
                        1, (double) dataset.trainExamples() / task.clients().count())),
                log2(task.clientsPerRound()),
                skew,
                log2((double)
                        Math.max(1, ModelGraph.of(task.model(), dataset.shape()).parameters())),
                log2(task.training().rounds()));
    }

    /** Euclidean; 0 for tasks that are alike in all of this. */
    public double distance(Features other) {
        double[] differences = {
            inputs - other.inputs,
            classes - other.classes,
            perClient - other.perClient,
            clients - other.clients,
            skew - other.skew,
            parameters - other.parameters,
            rounds - other.rounds
        };
        double sum = 0;
        for (double each : differences) {
            sum += each * each;
        }
        return StrictMath.sqrt(sum);
    }

    private static double log2(double value) {
        return StrictMath.log(value) / StrictMath.log(2);
    }
}
