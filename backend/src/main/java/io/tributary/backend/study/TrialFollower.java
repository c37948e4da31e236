package io.tributary.backend.study;

import io.tributary.backend.journal.TaskSummary;
import io.tributary.nashpo.study.Study;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Intermediate;
import io.tributary.nashpo.trial.Trial;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the rounds of one trial's task report, tells the study, and does what it says. Every step is kept before it is acted on, so
 * another follower of the same trial, after a restart or when it goes on after a wait, does so from there.
 */
final class TrialFollower {
    private static final int MOST_REPORTS = 500;

    private final String study;
    private final StudyJournal journal;
    private final TrialTasks tasks;
    private final Budget budget;
    private final Clock clock;
    /** When its task was last seen not to run: no round takes longer than from then on. */
    private Instant since;

    private Tried tried;
    private Allowance allowance = Allowance.NONE;
    private int seen;
    private @Nullable RoundReport last;
    private @Nullable RoundReport evaluated;

    /** @param budget of the study: only what it bounds can stop a trial */
    TrialFollower(String study, Tried tried, StudyJournal journal, TrialTasks tasks, Budget budget, Clock clock) {
        this.study = study;
        this.tried = tried;
        this.journal = journal;
        this.tasks = tasks;
        this.budget = budget;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** As it stands now. */
    Tried tried() {
        return tried;
    }

    /**
     * Looks once.
     *
     * @param trials of the study; what they hold of this trial is not looked at
     */
    void look(Study rules, List<Trial> trials) {
        TaskSummary task = tasks.find(tried.taskId()).orElse(null);
        if (task == null) {
            end(tried.trial().fail("Its task was deleted.", tried.trial().used()));
            return;
        }
        for (RoundReport round : tasks.rounds(tried.taskId(), seen)) {
            seen = round.round();
            last = round;
            allowance = allowance.plus(Outcome.cost(round));
            report(round, rules, trials);
        }
        watchTheBudget(task);
        if (tried.stopping() == null) {
            tasks.letGoOn(tried.taskId(), seen);
        } else if (tried.trial().held()) {
            tasks.pause(tried.taskId());
        } else {
            tasks.cancel(tried.taskId());
        }
        tasks.find(tried.taskId()).ifPresent(now -> settle(now, rules));
    }

    private void report(RoundReport round, Study rules, List<Trial> trials) {
        if (round.accuracy() == null && round.loss() == null) {
            return;
        }
        evaluated = round;
        int rounds = tried.spec().training().rounds();
        int step = Math.max(1, rounds / MOST_REPORTS);
        boolean worthIt = round.round() % step == 0 || round.round() == rounds;
        if (!worthIt || round.round() <= tried.trial().round() || tried.stopping() != null) {
            return;
        }
        Intermediate report = new Intermediate(
                round.round(),
                orNaN(round.accuracy()),
                orNaN(round.loss()),
                allowance.used().bytes(),
                allowance.used().cpuSeconds());
        Trial next = tried.trial().report(report, allowance.used());
        tried = tried.with(next);
        if (round.round() < rounds) {
            obey(rules.report(next, trials), round.round());
        }
        journal.reported(study, tried, report);
    }

    private void obey(Study.Verdict verdict, int round) {
        String better = "Others were better after round " + round + ".";
        tried = switch (verdict) {
            case CONTINUE -> tried;
            case PRUNE -> tried.stoppingFor(better);
            case HOLD -> tried.with(tried.trial().hold()).stoppingFor(better);
            case STOP -> tried.stoppingFor("It used more than was set aside for it.");
        };
    }

    /** A round that is never over takes seconds too. */
    private void watchTheBudget(TaskSummary task) {
        boolean over =
                seen >= tried.spec().training().rounds() || task.task().state().ended();
        if (tried.stopping() != null || over) {
            return;
        }
        if (task.task().state() != TaskState.RUNNING) {
            since = clock.instant();
        }
        Instant begun =
                last == null ? task.startedAt() : Objects.requireNonNull(last).committedAt();
        double waited = begun == null || task.task().state() != TaskState.RUNNING
                ? 0
                : Duration.between(begun.isBefore(since) ? since : begun, clock.instant())
                                .toMillis()
                        / 1000.0;
        if (!allowance.another(budget, tried.trial().reserved(), waited)) {
            tried = tried.stoppingFor("Another round might have taken more than the budget has left for it.");
            journal.keep(study, tried);
        }
    }

    private void settle(TaskSummary task, Study rules) {
        Cost used = Outcome.cost(task);
        switch (task.task().state()) {
            case COMPLETED -> {
                if (task.round() > seen) {
                    // A last round came in between; the next look reads it first.
                    return;
                }
                Trial trial = tried.trial();
                end(Outcome.values(rules.objectives(), task, evaluated)
                        .map(values -> trial.complete(values, used))
                        .orElseGet(() -> trial.fail("Its task ended without the figures of the objectives.", used)));
            }
            case FAILED -> end(tried.trial().fail(Objects.requireNonNullElse(task.reason(), "Its task failed."), used));
            case CANCELLED -> {
                String stopping = tried.stopping();
                end(
                        stopping == null
                                ? tried.trial().fail("Its task was cancelled.", used)
                                : tried.trial().prune(stopping, used));
            }
            case PAUSED -> {
                String stopping = tried.stopping();
                if (stopping != null && tried.trial().held()) {
                    end(tried.trial().prune(stopping, used));
                }
            }
            case QUEUED, RUNNING -> {
                // Goes on.
            }
        }
    }

    /** No trial goes on any more. */
    void release() {
        if (tried.trial().waits()) {
            tasks.cancel(tried.taskId());
            tried = tried.with(tried.trial().release());
            journal.keep(study, tried);
        }
    }

    private void end(Trial ended) {
        tried = tried.ended(ended, clock.instant());
        tasks.forget(tried.taskId());
        journal.ended(study, tried);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
