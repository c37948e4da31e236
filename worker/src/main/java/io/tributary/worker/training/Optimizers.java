package io.tributary.worker.training;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.task.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry of optimizers. */
public final class Optimizers {
    private static final Map<String, Factory> ALL = new LinkedHashMap<>();

    static {
        ALL.put("sgd", flat(SgdOptimizer::new));
        ALL.put("adam", flat(AdamOptimizer::new));
        ALL.put("adamw", flat(AdamWOptimizer::new));
        ALL.put("rmsprop", flat(RmsPropOptimizer::new));
        ALL.put("adagrad", flat(AdagradOptimizer::new));
        ALL.put("lion", flat(LionOptimizer::new));
        ALL.put("adamp", AdamPOptimizer::new);
    }

    private Optimizers() {}

    /** Makes an optimizer without history. */
    @FunctionalInterface
    private interface Factory {
        Optimizer create(TaskSpec.Training training, WeightLayout layout);
    }

    /** Makes one that need not know where a tensor begins. */
    @FunctionalInterface
    private interface FlatFactory {
        Optimizer create(TaskSpec.Training training, int parameters);
    }

    private static Factory flat(FlatFactory factory) {
        return (training, layout) -> factory.create(training, Math.toIntExact(layout.size()));
    }

    public static List<String> ids() {
        return List.copyOf(ALL.keySet());
    }

    /** @throws TributaryException INVALID_SPEC where there is none of that id, naming the known ones */
    static Optimizer create(TaskSpec.Training training, WeightLayout layout) {
        Factory factory = ALL.get(training.optimizer());
        if (factory == null) {
            throw TributaryException.ofField(
                    ErrorCode.INVALID_SPEC,
                    "training.optimizer",
                    "There is no optimizer '" + training.optimizer() + "'. Known: " + String.join(", ", ALL.keySet())
                            + ".");
        }
        return factory.create(training, layout);
    }
}
