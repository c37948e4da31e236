package io.tributary.backend.study;

import io.tributary.nashpo.study.Next;
import io.tributary.nashpo.study.StudySpecReader;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Trial;
import io.tributary.orchestrator.task.HeldOut;
import io.tributary.orchestrator.task.Task;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One study from where its journal ends: follows the trials that run, asks for the next, and checks the best at the end. Runs on a thread
 * of its own; while it does, nobody else writes the study's trials.
 */
final class StudyRun {
    private final StudyRecord record;
    private final StudyTools tools;
    private final Signal signal;
    private final List<TrialFollower> trials = new ArrayList<>();
    private final StudyCheck check;
    private final Map<String, Runnable> watched = new HashMap<>();
    /** How many trials there were and how many of them had ended when there was nothing to begin; -1 where nothing was asked since. */
    private long waitedAt = -1;

    private Next.@Nullable End over;
    private @Nullable Search search;
    private @Nullable StudySpecReader reader;

    StudyRun(StudyRecord record, StudyTools tools, Signal signal) {
        this.record = record;
        this.tools = tools;
        this.signal = signal;
        this.check = new StudyCheck(record, tools, this::watch);
        tools.journal().trials(record.id()).forEach(tried -> trials.add(follower(tried)));
    }

    /** How a study ends. */
    record End(boolean succeeded, String reason) {}

    /**
     * Until the study is over, or someone asked to stop.
     *
     * @return null where someone asked to stop
     */
    @Nullable
    End run() throws InterruptedException {
        try {
            trials.stream().map(TrialFollower::tried).filter(Tried::running).forEach(tried -> {
                tools.tasks().resume(tried.taskId());
                watch(tried.taskId());
            });
            check.resume();
            while (!signal.stopped()) {
                End end = step();
                if (end != null) {
                    return end;
                }
                signal.await();
            }
            return null;
        } finally {
            watched.values().forEach(Runnable::run);
        }
    }

    /** Looks at everything once, and begins what there is room for. */
    private @Nullable End step() {
        Search search = search();
        for (int i = 0; i < trials.size(); i++) {
            follow(i, search);
        }
        // Without its data no point makes a valid task; the search is not over for that.
        while (over == null
                && !signal.stopped()
                && tools.specs().holds(record.spec().task().dataset())) {
            Next next = next(search);
            if (next instanceof Next.Wait) {
                return null;
            }
            if (next instanceof Next.End end) {
                over = end;
                trials.forEach(TrialFollower::release);
            } else if (next instanceof Next.GoOn again) {
                goOn(again.trial(), search);
            } else {
                begin(((Next.Start) next).trial(), search);
            }
        }
        return over == null ? null : check(over, search);
    }

    /** Made again only where other data sets or sites are known: there is a step for each round of each trial. */
    private Search search() {
        StudySpecReader now = tools.specs().reader();
        Search known = search;
        if (known == null || now != reader) {
            known = tools.search(record, now);
            search = known;
            reader = now;
        }
        return known;
    }

    /** Asks only where something has changed since the answer was to wait: a question may cost a language model's time. */
    private Next next(Search search) {
        long now = trials.size() * 2L
                - trials.stream().filter(each -> each.tried().running()).count();
        if (now == waitedAt) {
            return new Next.Wait();
        }
        Next next = search.study().next(known());
        waitedAt = next instanceof Next.Wait ? now : -1;
        return next;
    }

    private @Nullable End check(Next.End end, Search search) {
        if (end.succeeded() && !check.finished(search.study().history(known()), charged())) {
            return null;
        }
        return new End(end.succeeded(), end.reason() + check.remark());
    }

    private void begin(Trial trial, Search search) {
        TaskSpec spec = search.tasks().task(trial.params());
        Tried tried = new Tried(
                trial,
                spec,
                UUID.randomUUID().toString(),
                false,
                null,
                tools.clock().instant(),
                null);
        // Whoever pauses or cancels the study from here on finds the trial; before, the study no longer runs.
        if (signal.stopped() || !tools.journal().begin(record.id(), tried)) {
            signal.stop();
            return;
        }
        trials.add(follower(tried));
        follow(trials.size() - 1, search);
    }

    private void goOn(Trial trial, Search search) {
        Tried tried = trials.get(trial.number()).tried().goingOn(trial);
        if (signal.stopped() || !tools.journal().goOn(record.id(), tried)) {
            signal.stop();
            return;
        }
        tools.tasks().resume(tried.taskId());
        trials.set(trial.number(), follower(tried));
        watch(tried.taskId());
        follow(trial.number(), search);
    }

    private void follow(int index, Search search) {
        Tried tried = trials.get(index).tried();
        if (!tried.running()) {
            return;
        }
        if (!tried.submitted()) {
            if (!submitted(index, tried)) {
                return;
            }
        }
        TrialFollower follower = trials.get(index);
        follower.look(search.study(), known());
        if (!follower.tried().running()) {
            unwatch(tried.taskId());
        }
    }

    private boolean submitted(int index, Tried tried) {
        try {
            Task.Trial part = new Task.Trial(record.id(), tried.number(), HeldOut.SEARCH);
            boolean made = tools.tasks().find(tried.taskId()).isPresent()
                    || tools.tasks()
                            .submit(tried.taskId(), tried.spec(), part, record.name(), "trial " + tried.number());
            if (!made) {
                return false;
            }
        } catch (TributaryException e) {
            Tried rejected =
                    tried.ended(tried.trial().reject(e.message()), tools.clock().instant());
            tools.journal().ended(record.id(), rejected);
            trials.set(index, follower(rejected));
            return false;
        }
        Tried made = tried.asSubmitted();
        tools.journal().keep(record.id(), made);
        trials.set(index, follower(made));
        watch(tried.taskId());
        return true;
    }

    private TrialFollower follower(Tried tried) {
        return new TrialFollower(
                record.id(),
                tried,
                tools.journal(),
                tools.tasks(),
                record.spec().budget(),
                tools.clock());
    }

    private List<Trial> known() {
        return trials.stream().map(each -> each.tried().trial()).toList();
    }

    private Cost charged() {
        return known().stream().map(Trial::charged).reduce(Cost.NONE, Cost::plus);
    }

    private void watch(String task) {
        watched.computeIfAbsent(task, id -> tools.tasks().watch(id, signal::wake));
    }

    private void unwatch(String task) {
        Runnable unwatch = watched.remove(task);
        if (unwatch != null) {
            unwatch.run();
        }
    }
}
