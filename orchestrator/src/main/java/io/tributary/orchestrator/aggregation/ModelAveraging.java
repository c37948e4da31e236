package io.tributary.orchestrator.aggregation;

import io.tributary.protocol.aggregation.Participants;
import io.tributary.protocol.aggregation.ServerRule;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.AveragingScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A strategy whose models are averaged over rounds: a + rate (w - a) after each of its steps, in a vector of its own; the
 * strategy itself goes on from w. Uniform over the last n of R rounds: rate 1 until round R - n + 1, then 1/2, 1/3 ... 1/n
 * (Izmailov et al. 2018, arXiv 1803.05407, the running mean of algorithm 1). Exponential: rate 2 / (n + 1), so that the mean
 * age is that of n rounds, but not below 1 / round, so that the first models are soon forgotten.
 */
public final class ModelAveraging implements ServerRule {
    /** The averaged model among the memory. */
    public static final String AVERAGE = "average";

    private final ServerRule rule;
    private final TaskSpec.Averaging averaging;
    private final int rounds;

    private ModelAveraging(ServerRule rule, TaskSpec.Averaging averaging, int rounds) {
        this.rule = rule;
        this.averaging = averaging;
        this.rounds = rounds;
    }

    /**
     * The rule with averaging, or the rule itself where there is none.
     *
     * @param rounds of the whole task
     */
    public static ServerRule of(ServerRule rule, TaskSpec.Averaging averaging, int rounds) {
        return averaging.scheme() == AveragingScheme.NONE ? rule : new ModelAveraging(rule, averaging, rounds);
    }

    /** How far the average goes towards the model after a round, 0..1. */
    float rate(int round) {
        double rate = averaging.scheme() == AveragingScheme.UNIFORM
                ? 1.0 / Math.max(1, round - (rounds - averaging.rounds()))
                : Math.max(2.0 / (averaging.rounds() + 1), 1.0 / round);
        return (float) Math.min(1, rate);
    }

    /** The strategy's own and, last, the average: no number before the first model that counts. */
    @Override
    public List<Memory> memory() {
        List<Memory> memory = new ArrayList<>(rule.memory());
        memory.add(new Memory(AVERAGE, Float.NaN));
        return List.copyOf(memory);
    }

    @Override
    public List<String> shared() {
        return rule.shared();
    }

    @Override
    public boolean needsProducts() {
        return rule.needsProducts();
    }

    @Override
    public boolean needsColumns() {
        return rule.needsColumns();
    }

    @Override
    public TileRule begin(Participants participants) {
        TileRule fold = rule.begin(participants);
        float rate = rate(participants.round());
        return (weights, memory, length, updates) -> {
            int own = memory.length - 1;
            fold.fold(weights, Arrays.copyOf(memory, own), length, updates);
            float[] average = memory[own];
            for (int i = 0; i < length; i++) {
                average[i] = Float.isNaN(average[i]) ? weights[i] : average[i] + rate * (weights[i] - average[i]);
            }
        };
    }
}
