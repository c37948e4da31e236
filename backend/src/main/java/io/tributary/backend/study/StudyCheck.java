package io.tributary.backend.study;

import io.tributary.backend.journal.TaskSummary;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Trial;
import io.tributary.nashpo.trial.TrialState;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.HeldOut;
import io.tributary.orchestrator.task.Task;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does the repeats of a {@link CheckPlan}, as many at once as the study has trials. */
final class StudyCheck {
    private final StudyRecord record;
    private final StudyTools tools;
    private final Consumer<String> watch;
    private final List<Repeated> repeats;
    private String remark = "";

    /** @param watch told of each task that is waited for */
    StudyCheck(StudyRecord record, StudyTools tools, Consumer<String> watch) {
        this.record = record;
        this.tools = tools;
        this.watch = watch;
        this.repeats = new ArrayList<>(tools.journal().repeats(record.id()));
    }

    /** Lets those go on that were stopped with the study. */
    void resume() {
        repeats.stream().filter(each -> each.repeat().running()).forEach(each -> {
            tools.tasks().resume(each.taskId());
            watch.accept(each.taskId());
        });
    }

    /** What there is to say about its end; empty where it is whole. */
    String remark() {
        return remark;
    }

    /**
     * Goes on with it.
     *
     * @param charged what the trials have cost
     * @return whether all of it is done
     */
    boolean finished(History history, Cost charged) {
        repeats.replaceAll(this::follow);
        while (running() < record.spec().parallel()) {
            Optional<Repeat> wanted = record.check()
                    .next(
                            history.complete(),
                            EnumSet.of(TrialState.COMPLETE, TrialState.PRUNED)
                                    .contains(history.trials().get(0).state()),
                            repeats.stream().map(Repeated::repeat).toList(),
                            record.spec().task().seed());
            if (wanted.isEmpty()) {
                break;
            }
            if (!begin(wanted.get(), charged)) {
                break;
            }
        }
        return running() == 0;
    }

    private boolean begin(Repeat wanted, Cost charged) {
        TaskSpec spec = spec(wanted);
        Cost most =
                tools.cost().most(spec, record.spec().budget(), record.spec().parallel());
        Cost taken = repeats.stream()
                .map(each -> each.repeat().charged())
                .reduce(charged, Cost::plus)
                .plus(most);
        if (!allows(record.spec().budget(), taken)) {
            remark = " The budget did not suffice for the whole check of the best.";
            return false;
        }
        Repeated repeated = new Repeated(
                Repeat.start(wanted.number(), wanted.trial(), wanted.seed(), most),
                UUID.randomUUID().toString(),
                false);
        if (!tools.journal().begin(record.id(), repeated)) {
            return false;
        }
        repeats.add(follow(repeated));
        return true;
    }

    private static boolean allows(Budget budget, Cost sum) {
        return new Budget(null, budget.rounds(), budget.bytes(), budget.cpuSeconds(), budget.seconds())
                .allows(sum, List.<Trial>of());
    }

    private TaskSpec spec(Repeat repeat) {
        Tried tried = tools.journal().trials(record.id()).stream()
                .filter(each -> each.number() == repeat.trial())
                .findFirst()
                .orElseThrow();
        return tried.spec().withSeed(repeat.seed());
    }

    private Repeated follow(Repeated before) {
        if (!before.repeat().running()) {
            return before;
        }
        Repeated repeated = before;
        if (!repeated.submitted()) {
            try {
                Task.Trial part = new Task.Trial(record.id(), repeated.repeat().trial(), HeldOut.CHECK);
                String subject = "trial " + repeated.repeat().trial() + " again, seed "
                        + repeated.repeat().seed();
                if (tools.tasks().find(repeated.taskId()).isEmpty()
                        && !tools.tasks()
                                .submit(repeated.taskId(), spec(repeated.repeat()), part, record.name(), subject)) {
                    return repeated;
                }
            } catch (TributaryException e) {
                return ended(repeated, repeated.repeat().fail(e.message(), Cost.NONE));
            }
            repeated = repeated.asSubmitted();
            tools.journal().keep(record.id(), repeated);
            watch.accept(repeated.taskId());
        }
        return settle(repeated);
    }

    private Repeated settle(Repeated repeated) {
        TaskSummary task = tools.tasks().find(repeated.taskId()).orElse(null);
        if (task == null) {
            return ended(repeated, repeated.repeat().fail("Its task was deleted.", Cost.NONE));
        }
        Cost used = Outcome.cost(task);
        return switch (task.task().state()) {
            case COMPLETED ->
                ended(
                        repeated,
                        Outcome.values(record.spec().objectives(), task, evaluated(repeated.taskId()))
                                .map(values -> repeated.repeat().complete(values, used))
                                .orElseGet(() -> repeated.repeat()
                                        .fail("Its task ended without the figures of the objectives.", used)));
            case FAILED ->
                ended(
                        repeated,
                        repeated.repeat().fail(Objects.requireNonNullElse(task.reason(), "Its task failed."), used));
            case CANCELLED -> ended(repeated, repeated.repeat().fail("Its task was cancelled.", used));
            case QUEUED, RUNNING, PAUSED -> {
                watchTheBudget(repeated, task);
                yield repeated;
            }
        };
    }

    /** One that comes near its bound is cancelled, and ends at the next look. */
    private void watchTheBudget(Repeated repeated, TaskSummary task) {
        Allowance allowance = Allowance.NONE;
        for (RoundReport round : tools.tasks().rounds(repeated.taskId(), 0)) {
            allowance = allowance.plus(Outcome.cost(round));
        }
        boolean over = task.round() >= task.task().spec().training().rounds();
        if (!over
                && !allowance.another(record.spec().budget(), repeated.repeat().reserved(), 0)) {
            tools.tasks().cancel(repeated.taskId());
        } else {
            tools.tasks().letGoOn(repeated.taskId(), task.round());
        }
    }

    private @Nullable RoundReport evaluated(String task) {
        List<RoundReport> rounds = tools.tasks().rounds(task, 0);
        for (int i = rounds.size() - 1; i >= 0; i--) {
            if (rounds.get(i).loss() != null || rounds.get(i).accuracy() != null) {
                return rounds.get(i);
            }
        }
        return null;
    }

    private Repeated ended(Repeated repeated, Repeat last) {
        Repeated ended = repeated.with(last);
        tools.tasks().forget(repeated.taskId());
        tools.journal().ended(record.id(), ended);
        return ended;
    }

    private long running() {
        return repeats.stream().filter(each -> each.repeat().running()).count();
    }
}
