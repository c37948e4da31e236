package io.tributary.testkit;

import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.journal.Progress;
import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A journal that lasts as long as the test; keeps the contract of {@link JournalContract}, and lets tests wait for what they expect. */
public final class InMemoryJournal implements Journal {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean away;

    private static final class Entry {
        private Task task;
        private Progress progress = Progress.none();
        private @Nullable String reason;
        private @Nullable Sha256 initialModel;
        private final List<ClientData> clients = new ArrayList<>();
        private final List<RoundCommit> rounds = new ArrayList<>();
        private final List<TaskEvent> events = new ArrayList<>();

        Entry(Task task) {
            this.task = task;
            String start = task.spec().start().model();
            this.initialModel = start == null ? null : new Sha256(start);
        }
    }

    @Override
    public synchronized void create(Task task) {
        check();
        if (entries.values().stream().anyMatch(entry -> entry.task.name().equals(task.name()))) {
            throw TributaryException.ofField(ErrorCode.NAME_TAKEN, "name", task.name() + " is taken.");
        }
        Entry entry = new Entry(task);
        entries.put(task.id(), entry);
        append(entry, new TaskEvent.StateChanged(null, task.state(), null));
    }

    @Override
    public synchronized Optional<Task> task(String id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> entry.task);
    }

    @Override
    public synchronized List<Task> unfinished() {
        return entries.values().stream()
                .map(entry -> entry.task)
                .filter(task -> !task.state().ended())
                .toList();
    }

    @Override
    public synchronized long waitingOrRunning() {
        return unfinished().stream()
                .filter(task -> task.state() != TaskState.PAUSED || task.trial() == null)
                .count();
    }

    @Override
    public synchronized Set<String> held() {
        return entries.values().stream()
                .filter(entry -> entry.task.state() == TaskState.PAUSED && entry.reason != null)
                .map(entry -> entry.task.id())
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized boolean changeState(
            String id, TaskState expected, TaskState next, @Nullable String reason, Instant at) {
        check();
        Entry entry = entries.get(id);
        if (entry == null || entry.task.state() != expected) {
            return false;
        }
        entry.task = entry.task.in(next);
        entry.reason = reason;
        append(entry, new TaskEvent.StateChanged(expected, next, reason));
        return true;
    }

    @Override
    public synchronized List<ClientData> clients(String id) {
        return List.copyOf(entry(id).clients);
    }

    @Override
    public synchronized Optional<Sha256> model(String id, int round) {
        Entry entry = entry(id);
        return round == 0
                ? Optional.ofNullable(entry.initialModel)
                : entry.rounds.stream()
                        .filter(commit -> commit.report().round() == round)
                        .map(RoundCommit::model)
                        .findFirst();
    }

    @Override
    public synchronized Progress progress(String id) {
        check();
        Entry entry = entries.get(id);
        return entry == null ? Progress.none() : entry.progress;
    }

    @Override
    public synchronized void prepared(
            String id,
            Sha256 model,
            List<ClientData> clients,
            long testExamples,
            long parameters,
            @Nullable Federation federation) {
        Entry entry = entries.get(id);
        if (entry != null) {
            entry.task = entry.task.with(federation);
            entry.progress = entry.progress.prepared(model, testExamples);
            entry.initialModel = model;
            entry.clients.addAll(clients);
            append(entry, new TaskEvent.Prepared(clients.size(), parameters, testExamples));
        }
    }

    @Override
    public synchronized boolean commit(String id, RoundCommit round) {
        check();
        Entry entry = entries.get(id);
        if (entry == null || entry.task.state() != TaskState.RUNNING) {
            return false;
        }
        entry.progress = entry.progress.committed(
                round.report().round(), round.model(), round.report().accuracy(), round.quorumMet(), round.memory());
        entry.rounds.add(round);
        append(entry, new TaskEvent.RoundCommitted(round.report()));
        return true;
    }

    @Override
    public synchronized void reports(String id, BiConsumer<Integer, List<ClientReport>> reader) {
        Entry entry = entries.get(id);
        if (entry != null) {
            entry.rounds.forEach(round -> reader.accept(round.report().round(), round.clients()));
        }
    }

    @Override
    public synchronized void announce(String id, List<TaskEvent> events) {
        check();
        Entry entry = entries.get(id);
        if (entry != null) {
            events.forEach(event -> append(entry, event));
        }
    }

    @Override
    public synchronized Set<Sha256> delete(String id) {
        Entry entry = entries.remove(id);
        if (entry == null) {
            return Set.of();
        }
        Set<Sha256> unneeded = artifacts(entry);
        unneeded.removeAll(artifacts());
        return unneeded;
    }

    @Override
    public synchronized Set<Sha256> forget(String id) {
        Entry entry = entry(id);
        Progress progress = entry.progress;
        Set<Sha256> freed = new HashSet<>(progress.memory().values());
        entry.progress = new Progress(
                progress.round(),
                progress.model(),
                progress.testExamples(),
                progress.bestAccuracy(),
                progress.evaluationsSinceBest(),
                progress.missedQuorums(),
                Map.of());
        return unneeded(freed);
    }

    @Override
    public synchronized Set<Sha256> unneeded(Set<Sha256> artifacts) {
        check();
        Set<Sha256> unneeded = new HashSet<>(artifacts);
        unneeded.removeAll(artifacts());
        return unneeded;
    }

    @Override
    public synchronized Set<Sha256> artifacts() {
        Set<Sha256> all = new HashSet<>();
        entries.values().forEach(entry -> all.addAll(artifacts(entry)));
        return all;
    }

    private static Set<Sha256> artifacts(Entry entry) {
        Set<Sha256> all = new HashSet<>();
        entry.rounds.forEach(round -> all.add(round.model()));
        if (entry.initialModel != null) {
            all.add(entry.initialModel);
        }
        all.addAll(entry.progress.memory().values());
        return all;
    }

    /** From now on it cannot be written, and where tasks stand cannot be read, as if its database were away; until it is back. */
    public synchronized void away(boolean now) {
        away = now;
    }

    private void check() {
        if (away) {
            throw new TributaryException(ErrorCode.DATABASE_UNAVAILABLE, "The journal is away.");
        }
    }

    /** The committed rounds of a task. */
    public synchronized List<RoundCommit> rounds(String id) {
        return List.copyOf(entry(id).rounds);
    }

    /** Everything watchers have seen of a task, also what does not last. */
    public synchronized List<TaskEvent> events(String id) {
        return List.copyOf(entry(id).events);
    }

    /** Why a task is in its state. */
    public synchronized @Nullable String reason(String id) {
        return entry(id).reason;
    }

    /**
     * Waits until a task's history has what is expected.
     *
     * @throws AssertionError where it does not come
     */
    public synchronized void await(String id, String what, Predicate<List<TaskEvent>> expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!expected.test(entry(id).events)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("Waited in vain for " + what + "; the task is "
                        + entry(id).task.state() + " (" + entry(id).reason + ") after " + entry(id).events);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for " + what, e);
            }
        }
    }

    /**
     * Waits until a task is in a state.
     *
     * @throws AssertionError where it does not come, at once where the task has ended in another one
     */
    public void awaitState(String id, TaskState state) {
        await(id, state.name(), events -> {
            TaskState now = task(id).orElseThrow().state();
            if (now.ended() && now != state) {
                throw new AssertionError("The task is " + now + ", not " + state + ": " + reason(id));
            }
            return now == state;
        });
    }

    /** Waits until a task has committed a round. */
    public void awaitRound(String id, int round) {
        await(id, "round " + round, events -> progress(id).round() >= round);
    }

    private Entry entry(String id) {
        return Objects.requireNonNull(entries.get(id), "no task " + id);
    }

    private void append(Entry entry, TaskEvent event) {
        entry.events.add(event);
        notifyAll();
    }
}
