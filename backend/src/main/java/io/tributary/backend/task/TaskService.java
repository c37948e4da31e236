package io.tributary.backend.task;

import io.tributary.backend.journal.History;
import io.tributary.backend.model.UploadedModels;
import io.tributary.backend.schema.SpecService;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Orchestrator;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes tasks out of specs. */
@Component
public class TaskService {
    /** So that a number fits behind it. */
    private static final int LONGEST_NAME = 90;

    private final SpecService specs;
    private final Orchestrator orchestrator;
    private final SlotPool pool;
    private final History history;
    private final WarmStart warmStart;
    private final ModelCheck models;
    private final UploadedModels uploaded;
    private final Clock clock;

    TaskService(
            SpecService specs,
            Orchestrator orchestrator,
            SlotPool pool,
            History history,
            WarmStart warmStart,
            ModelCheck models,
            UploadedModels uploaded,
            Clock clock) {
        this.specs = specs;
        this.orchestrator = orchestrator;
        this.pool = pool;
        this.history = history;
        this.warmStart = warmStart;
        this.models = models;
        this.uploaded = uploaded;
        this.clock = clock;
    }

    /** The complete, checked and named spec that a text stands for. Starts nothing. */
    public TaskSpec complete(String json) {
        TaskSpec read = specs.read(json);
        TaskSpec spec = warmStart.resolve(read, dataset(read).shape());
        return spec.name() == null ? spec.withName(makeUpName(spec)) : spec;
    }

    /**
     * Creates a task and starts it.
     *
     * @throws TributaryException where the spec is refused or the name is taken
     */
    public String create(String json) {
        String id = UUID.randomUUID().toString();
        submit(id, complete(json), null);
        return id;
    }

    /**
     * Starts a task from a checked spec that has a name.
     *
     * @param id of the new task, which nothing else has
     * @param trial that it is a part of; null for a task of its own
     * @throws TributaryException NAME_TAKEN, TOO_MANY_TASKS, DATASET_UNUSABLE, INVALID_SPEC where it cannot start from the
     *     model it names
     */
    public void submit(String id, TaskSpec spec, Task.@Nullable Trial trial) {
        start(id, spec, trial, task -> task);
    }

    /**
     * Starts a probe from a checked spec: a task as any other, under the given name or one like it.
     *
     * @return its id
     * @throws TributaryException NAME_TAKEN, TOO_MANY_TASKS, DATASET_UNUSABLE
     */
    public String probe(TaskSpec spec, String name) {
        String id = UUID.randomUUID().toString();
        String base = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        start(id, spec.withName(free(base)), null, Task::asProbe);
        return id;
    }

    private void start(String id, TaskSpec given, Task.@Nullable Trial trial, UnaryOperator<Task> kind) {
        DatasetInfo dataset = dataset(given);
        TaskSpec spec = warmStart.resolve(given, dataset.shape());
        String model = spec.start().model();
        if (model == null) {
            orchestrator.submit(kind.apply(task(id, spec, dataset, trial)));
            return;
        }
        try (UploadedModels.Fitted fitted =
                uploaded.fit(model, ModelGraph.of(spec.model(), dataset.shape()).layout())) {
            TaskSpec.Start start = spec.start();
            TaskSpec exact = spec.withStart(new TaskSpec.Start(
                    start.task(), start.round(), start.best(), fitted.name().hex()));
            models.check(exact, dataset.shape());
            orchestrator.submit(kind.apply(task(id, exact, dataset, trial)));
        } catch (IOException e) {
            throw WarmStart.refused("start.model", "The model " + model + " cannot be read: " + e.getMessage());
        }
    }

    private Task task(String id, TaskSpec spec, DatasetInfo dataset, Task.@Nullable Trial trial) {
        Federation federation = null;
        if (spec.partition().scheme() == PartitionScheme.BY_WORKER) {
            Encoding encoding = new Encoding(dataset.shape(), dataset.labels(), dataset.columns(), List.of());
            List<Federation.Site> sites = pool.holdings().sites().getOrDefault(spec.dataset(), List.of());
            federation = new Federation(sites, encoding);
        }
        return new Task(
                id,
                String.valueOf(spec.name()),
                TaskState.QUEUED,
                spec,
                dataset.shape(),
                federation,
                clock.instant(),
                trial);
    }

    private DatasetInfo dataset(TaskSpec spec) {
        return pool.dataset(spec.dataset())
                .orElseThrow(() -> new TributaryException(
                        ErrorCode.DATASET_UNUSABLE, "No connected worker holds " + spec.dataset() + " any more."));
    }

    private String makeUpName(TaskSpec spec) {
        String dataset = pool.dataset(spec.dataset()).map(DatasetInfo::title).orElse(spec.dataset());
        return free(spec.model().title() + " on " + dataset);
    }

    private String free(String base) {
        String name = base;
        for (int number = 2; history.nameTaken(name); number++) {
            name = base + " #" + number;
        }
        return name;
    }
}
