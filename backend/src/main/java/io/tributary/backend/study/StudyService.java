package io.tributary.backend.study;

import io.tributary.backend.schema.SpecService;
import io.tributary.backend.task.Estimator;
import io.tributary.nashpo.portfolio.Features;
import io.tributary.nashpo.portfolio.Portfolio;
import io.tributary.nashpo.portfolio.Precedent;
import io.tributary.nashpo.study.SamplerKind;
import io.tributary.nashpo.study.Studies;
import io.tributary.nashpo.study.StudySpec;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.History;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes studies out of specs. */
@Component
class StudyService {
    /** Trials of an earlier study that may be worth a try. */
    private static final int BEST = 2;

    private final StudyTools tools;
    private final StudyRunner runner;
    private final SpecService tasks;
    private final Estimator estimator;

    StudyService(StudyTools tools, StudyRunner runner, SpecService tasks, Estimator estimator) {
        this.tools = tools;
        this.runner = runner;
        this.tasks = tasks;
        this.estimator = estimator;
    }

    /** A complete, checked and named spec, and what its study would take. */
    record Prepared(StudySpec spec, CheckPlan check, StudyEstimate estimate) {}

    /**
     * What a text stands for. Starts nothing.
     *
     * @throws TributaryException MALFORMED_JSON, INVALID_SPEC
     */
    Prepared prepare(String json) {
        StudySpec spec = named(tools.specs().read(json));
        if (spec.sampler() == SamplerKind.LLM && tools.guidance().proposer("") == null) {
            throw TributaryException.ofField(
                    ErrorCode.INVALID_SPEC,
                    "sampler",
                    "No language model is configured, which sampler llm needs; use auto, or set TRIBUTARY_LLM.");
        }
        Cost most = tools.cost().most(spec.task(), spec.budget(), spec.parallel());
        refuseTooSmall(spec.budget(), most);
        CheckPlan check = CheckPlan.of(spec.budget(), most);
        double points = Studies.tasks(spec, tools.specs().reader()).space().size();
        return new Prepared(spec, check, StudyEstimate.of(spec, points, check, estimator.estimate(spec.task())));
    }

    /**
     * Creates a study and starts it.
     *
     * @return its id
     * @throws TributaryException where the spec is refused or the name is taken
     */
    String create(String json) {
        Prepared prepared = prepare(json);
        String id = UUID.randomUUID().toString();
        runner.submit(new StudyRecord(
                id,
                String.valueOf(prepared.spec().name()),
                StudyState.QUEUED,
                prepared.spec(),
                portfolio(prepared.spec().task()),
                prepared.check(),
                tools.clock().instant(),
                null,
                null,
                null,
                0));
        return id;
    }

    private static void refuseTooSmall(Budget budget, Cost one) {
        List<FieldError> errors = new ArrayList<>();
        if (budget.bytes() != null && budget.bytes() < one.bytes()) {
            errors.add(tooSmall("bytes", budget.bytes(), one.bytes()));
        }
        if (budget.cpuSeconds() != null && budget.cpuSeconds() < one.cpuSeconds()) {
            errors.add(tooSmall("cpuSeconds", budget.cpuSeconds(), Math.ceil(one.cpuSeconds())));
        }
        if (budget.seconds() != null && budget.seconds() < one.seconds()) {
            errors.add(tooSmall("seconds", budget.seconds(), Math.ceil(one.seconds())));
        }
        if (!errors.isEmpty()) {
            throw TributaryException.invalidSpec(errors);
        }
    }

    private static FieldError tooSmall(String field, Number bound, Number needed) {
        return new FieldError(
                "budget." + field,
                "budget." + field + " is " + bound + ", but one trial may take up to " + needed
                        + "; raise it, or make the task smaller.");
    }

    private StudySpec named(StudySpec spec) {
        if (spec.name() != null) {
            return spec;
        }
        String base = "Search for " + spec.task().model().title() + " on "
                + dataset(spec.task())
                        .map(DatasetInfo::title)
                        .orElse(spec.task().dataset());
        String name = base;
        for (int number = 2; tools.journal().exists(name); number++) {
            name = base + " #" + number;
        }
        return new StudySpec(
                name,
                spec.task(),
                spec.space(),
                spec.architecture(),
                spec.sampler(),
                spec.pruner(),
                spec.budget(),
                spec.objectives(),
                spec.parallel(),
                spec.seed());
    }

    private List<Portfolio.Entry> portfolio(TaskSpec task) {
        DatasetInfo own = dataset(task).orElseThrow();
        List<Precedent> earlier = new ArrayList<>();
        for (StudyRecord study : tools.journal().in(EnumSet.of(StudyState.COMPLETED))) {
            dataset(study.spec().task()).ifPresent(data -> earlier.add(precedent(study, data)));
        }
        return Portfolio.of(Features.of(task, own), earlier);
    }

    private Precedent precedent(StudyRecord study, DatasetInfo data) {
        List<Tried> trials = tools.journal().trials(study.id());
        List<TaskSpec> best = new History(
                        trials.stream().map(Tried::trial).toList(), study.spec().objectives())
                .complete().stream()
                        .limit(BEST)
                        .map(trial -> trials.get(trial.number()).spec())
                        .toList();
        return new Precedent(study.name(), Features.of(study.spec().task(), data), best);
    }

    private Optional<DatasetInfo> dataset(TaskSpec task) {
        return tasks.registries().datasets().stream()
                .filter(each -> each.id().equals(task.dataset()))
                .findFirst();
    }
}
