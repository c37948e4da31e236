package io.tributary.nashpo.study;

import io.tributary.nashpo.architecture.ArchitectureSpec;
import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.protocol.task.Field;
import io.tributary.protocol.task.TaskSpec;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one study; what is absent gets its default in the constructor.
 *
 * @param task where the search starts, and what all trials share
 * @param space the usual fields of training where neither it nor an architecture is given
 */
public record StudySpec(
        @Field(title = "Name", help = "How you will find this study again; unique. Left empty, one is made up.")
        @Size(min = 1, max = 120)
        @Nullable
        String name,

        @Field(title = "Task", help = "Where the search starts; trials change only the fields of the space.")
        TaskSpec task,

        @Field(title = "Space", help = "Which fields are searched, and between which bounds.") @Size(max = 64)
        List<Dimension> space,

        @Field(title = "Architecture", help = "Caps and bounds of the networks to try; empty keeps the task's model.")
        @Nullable
        ArchitectureSpec architecture,

        @Field(title = "Sampler", help = "Where trials come from. auto: hybrid.")
        SamplerKind sampler,

        @Field(
                title = "Pruner",
                help =
                        "Which trials stop early. asha: after an eighth of the rounds, and whenever they are two and a half times as many, two fifths go on; the others wait, and go on once they are among the best.")
        PrunerKind pruner,

        @Field(title = "Budget", help = "What all trials together may take; 16 trials unless said.")
        Budget budget,

        @Field(title = "Objectives", help = "What is made better; several give a front.") @Size(min = 1, max = 4)
        List<Objective> objectives,

        @Field(title = "Parallel", help = "Trials that may run at once.", unit = "trials") @Min(1) @Max(64)
        Integer parallel,

        @Field(title = "Seed", help = "Same spec, seed and results give the same trials.", advanced = true)
        @Min(0)
        @Max(9_007_199_254_740_991L)
        Long seed) {
    private static final int TRIALS = 16;
    private static final Budget NO_BOUND = new Budget(null, null, null, null, null);

    public StudySpec {
        task = Objects.requireNonNullElseGet(task, TaskSpec::defaults);
        space = List.copyOf(Objects.requireNonNullElseGet(
                space, architecture == null ? ReadySpaces::training : List::<Dimension>of));
        sampler = Objects.requireNonNullElse(sampler, SamplerKind.AUTO);
        pruner = Objects.requireNonNullElse(pruner, PrunerKind.ASHA);
        budget = budget == null || budget.equals(NO_BOUND) ? Budget.ofTrials(TRIALS) : budget;
        objectives = List.copyOf(Objects.requireNonNullElse(objectives, List.of(Objective.of(Metric.ACCURACY))));
        parallel = Objects.requireNonNullElse(parallel, 1);
        seed = Objects.requireNonNullElse(seed, 42L);
    }
}
