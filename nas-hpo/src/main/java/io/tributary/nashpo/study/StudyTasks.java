package io.tributary.nashpo.study;

import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.nashpo.trial.Cost;
import io.tributary.protocol.task.TaskSpec;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The tasks behind the points of a study's space. */
public final class StudyTasks {
    private final Space space;
    private final TaskSpace tasks;

    StudyTasks(Space space, TaskSpace tasks) {
        this.space = space;
        this.tasks = tasks;
    }

    /** The fields of the spec and those of the architecture. */
    public Space space() {
        return space;
    }

    /**
     * The task of a trial.
     *
     * @throws io.tributary.protocol.error.TributaryException INVALID_SPEC where the values do not go together, which a study
     *     never starts
     */
    public TaskSpec task(Params params) {
        return tasks.task(params);
    }

    /** The task that the study starts from, or what lies closest to it in the space. */
    public Params start() {
        return adapt(tasks.start(space));
    }

    /** Whether {@link #start} is that task as it was written, and not only something like it. */
    public boolean startIsExact() {
        return tasks.startIsExact(space);
    }

    /** Where a task lies that says only some fields, as {@code {"training": {"learningRate": 0.1}}}. */
    public Params place(JsonNode task) {
        return adapt(tasks.place(space, task));
    }

    private Params adapt(Params params) {
        return tasks.adapt(params);
    }

    /** What a study has to know of these tasks, given what one may cost at most. */
    Study.Work work(Function<TaskSpec, Cost> cost) {
        return new Study.Work() {
            @Override
            public Params adapt(Params params) {
                return tasks.adapt(params);
            }

            @Override
            public Optional<String> problem(Params params) {
                return tasks.problem(params);
            }

            @Override
            public Cost cost(Params params) {
                return cost.apply(tasks.task(params));
            }
        };
    }
}
