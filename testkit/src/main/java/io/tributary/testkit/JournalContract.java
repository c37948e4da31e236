package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.fail;

import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.journal.Progress;
import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.ClientState;
import io.tributary.orchestrator.round.Cpu;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.HeldOut;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every journal must do. */
public abstract class JournalContract {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");

    /** The journal under test; may hold other tasks. */
    protected abstract Journal journal();

    @Test
    void keepsATaskAsItWasCreated() {
        Task task = newTask("keeps");
        assertThat(journal().task(task.id())).contains(task);
        assertThat(journal().unfinished()).contains(task);
        assertThat(journal().progress(task.id())).isEqualTo(Progress.none());
    }

    @Test
    void keepsWhoseTrialATaskIs() {
        Task own = task("a trial " + UUID.randomUUID());
        Task trial = new Task(
                own.id(),
                own.name(),
                own.state(),
                own.spec(),
                own.data(),
                null,
                NOW,
                new Task.Trial("study", 3, HeldOut.SEARCH));
        journal().create(trial);
        assertThat(journal().task(own.id())).contains(trial);
        change(trial, TaskState.QUEUED, TaskState.RUNNING, null);
        assertThat(journal().task(own.id()).orElseThrow().heldOut()).isEqualTo(HeldOut.SEARCH);
    }

    @Test
    void whatAStudyHasPausedTakesNoOnesPlace() {
        long before = journal().waitingOrRunning();
        Task own = newTask("own");
        Task other = task("a trial " + UUID.randomUUID());
        Task trial = new Task(
                other.id(),
                other.name(),
                other.state(),
                other.spec(),
                other.data(),
                null,
                NOW,
                new Task.Trial("study", 4, HeldOut.SEARCH));
        journal().create(trial);
        assertThat(journal().waitingOrRunning()).isEqualTo(before + 2);
        change(own, TaskState.QUEUED, TaskState.PAUSED, null);
        change(trial, TaskState.QUEUED, TaskState.PAUSED, null);
        assertThat(journal().waitingOrRunning()).isEqualTo(before + 1);
    }

    @Test
    void keepsThatATaskIsAProbe() {
        Task probe = task("a probe " + UUID.randomUUID()).asProbe();
        journal().create(probe);
        assertThat(journal().task(probe.id())).contains(probe);
        change(probe, TaskState.QUEUED, TaskState.RUNNING, null);
        assertThat(journal().task(probe.id()).orElseThrow().probe()).isTrue();
    }

    @Test
    void refusesASecondTaskOfTheSameNameAndKeepsTheFirst() {
        Task first = newTask("twice 🌊 <b>");
        Task second = task(first.name());
        assertThatThrownBy(() -> journal().create(second)).isInstanceOfSatisfying(TributaryException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.NAME_TAKEN);
            assertThat(e.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("name"));
        });
        assertThat(journal().task(second.id())).isEmpty();
        assertThat(journal().task(first.id())).contains(first);
    }

    @Test
    void changesAStateOnlyFromTheExpectedOne() {
        Task task = newTask("states");
        assertThat(change(task, TaskState.PAUSED, TaskState.QUEUED, null)).isFalse();
        assertThat(change(task, TaskState.QUEUED, TaskState.RUNNING, null)).isTrue();
        assertThat(change(task, TaskState.QUEUED, TaskState.PAUSED, null)).isFalse();
        assertThat(change(task, TaskState.RUNNING, TaskState.FAILED, "because")).isTrue();
        assertThat(journal().task(task.id()).orElseThrow().state()).isEqualTo(TaskState.FAILED);
        assertThat(journal().unfinished()).noneMatch(other -> other.id().equals(task.id()));
    }

    @Test
    void tellsAPauseOfItsOwnFromAPersons() {
        Task asked = newTask("asked");
        Task full = newTask("full");
        change(asked, TaskState.QUEUED, TaskState.PAUSED, null);
        change(full, TaskState.QUEUED, TaskState.PAUSED, "The disk is full.");
        assertThat(journal().held()).contains(full.id()).doesNotContain(asked.id());
        change(full, TaskState.PAUSED, TaskState.QUEUED, null);
        assertThat(journal().held()).doesNotContain(full.id());
    }

    @Test
    void knowsWhereTheRoundsStand() {
        Task task = runningTask("rounds");
        journal().prepared(task.id(), sha(1), List.of(client(0), client(1)), 10_000, 7850, null);
        assertThat(journal().progress(task.id())).isEqualTo(new Progress(0, sha(1), 10_000, 0, 0, 0, Map.of()));

        commit(task, 1, sha(2), 0.7, true);
        commit(task, 2, sha(3), 0.6, true);
        commit(task, 3, sha(3), null, false);
        assertThat(journal().progress(task.id())).isEqualTo(new Progress(3, sha(3), 10_000, 0.7, 1, 1, Map.of()));
    }

    @Test
    void knowsTheModelOfEveryRoundAndWhatClientsHold() {
        Task task = runningTask("models");
        assertThat(journal().clients(task.id())).isEmpty();
        journal().prepared(task.id(), sha(1), List.of(client(0), client(1)), 10_000, 7850, null);
        commit(task, 1, sha(2), 0.7, true);
        commit(task, 2, sha(3), 0.6, true);
        assertThat(journal().model(task.id(), 0)).contains(sha(1));
        assertThat(journal().model(task.id(), 1)).contains(sha(2));
        assertThat(journal().model(task.id(), 2)).contains(sha(3));
        assertThat(journal().model(task.id(), 3)).isEmpty();
        assertThat(journal().clients(task.id())).containsExactly(client(0), client(1));
    }

    @Test
    void takesNoRoundOfATaskThatWasStopped() {
        Task task = runningTask("stopped");
        journal().prepared(task.id(), sha(1), List.of(client(0)), 10, 10, null);
        commit(task, 1, sha(2), 0.5, true);
        change(task, TaskState.RUNNING, TaskState.CANCELLED, null);
        assertThat(journal().commit(task.id(), round(2, sha(3), 0.6, true, Map.of())))
                .isFalse();
        assertThat(journal().progress(task.id()).round()).isEqualTo(1);
        assertThat(journal().progress(task.id()).model()).isEqualTo(sha(2));
    }

    @Test
    void handsOnWhatRoundsLeaveUntilTheTaskIsDone() {
        Task task = runningTask("memory");
        Sha256 first = someSha();
        Sha256 second = someSha();
        Sha256 other = someSha();
        Sha256 model = someSha();
        journal().prepared(task.id(), model, List.of(client(0)), 10, 1, null);
        journal().commit(task.id(), round(1, model, 0.5, true, Map.of("residual/0", first, "downlink", other)));
        journal().commit(task.id(), round(2, model, 0.5, true, Map.of("residual/0", second)));
        assertThat(journal().progress(task.id()).memory()).isEqualTo(Map.of("residual/0", second, "downlink", other));
        assertThat(journal().artifacts()).contains(second, other).doesNotContain(first);
        assertThat(journal().unneeded(Set.of(first, second, other, model))).containsExactly(first);

        assertThat(journal().forget(task.id())).containsExactlyInAnyOrder(second, other);
        assertThat(journal().progress(task.id()).memory()).isEmpty();
        assertThat(journal().progress(task.id()).model()).isEqualTo(model);
    }

    @Test
    void tellsHowTheClientsFaredInCommittedRoundsOnly() {
        Task task = runningTask("reports");
        journal().prepared(task.id(), sha(1), List.of(client(0), client(1)), 10, 10, null);
        ClientReport slow =
                new ClientReport(1, ClientState.COMPLETED, "w", 100, 0.1 + 0.2, 1 / 3.0, 3, 0.5, 30, 40, null);
        ClientReport late = new ClientReport(0, ClientState.LATE, "w", 0, null, 9, 3, 0, 0, 40, "too late");
        ClientReport lost = new ClientReport(1, ClientState.LOST, null, 0, null, 0, 0, 0, 0, 0, "gone");
        announce(task, 1, slow);
        announce(task, 1, slow, late);
        journal().commit(task.id(), round(1, sha(2), List.of(late, slow)));
        announce(task, 2, lost);
        journal().commit(task.id(), round(2, sha(3), List.of(lost)));
        announce(task, 3, slow);

        Map<Integer, List<ClientReport>> told = new LinkedHashMap<>();
        journal().reports(task.id(), told::put);
        assertThat(told).containsExactly(entry(1, List.of(late, slow)), entry(2, List.of(lost)));
    }

    @Test
    void needsTheModelsOfItsTasksAndFreesThoseOfADeletedOne() {
        Task task = runningTask("deleted");
        Task sharing = newTask("sharing");
        Sha256 own = someSha();
        Sha256 shared = someSha();
        journal().prepared(task.id(), own, List.of(client(0)), 10, 10, null);
        journal().prepared(sharing.id(), shared, List.of(client(0)), 10, 10, null);
        commit(task, 1, shared, 0.5, true);
        assertThat(journal().artifacts()).contains(own, shared);

        change(task, TaskState.RUNNING, TaskState.CANCELLED, null);
        assertThat(journal().delete(task.id())).containsExactly(own);
        assertThat(journal().task(task.id())).isEmpty();
        assertThat(journal().artifacts()).contains(shared).doesNotContain(own);
    }

    @Test
    void takesNoNoticeOfTasksThatAreGone() {
        assertThat(journal().commit("gone", round(1, sha(1), 0.5, true, Map.of())))
                .isFalse();
        journal().prepared("gone", sha(1), List.of(client(0)), 10, 10, null);
        assertThat(journal().delete("gone")).isEmpty();
        assertThat(journal().progress("gone")).isEqualTo(Progress.none());
        journal().reports("gone", (round, reports) -> fail("There are none"));
    }

    private Task runningTask(String name) {
        Task task = newTask(name);
        change(task, TaskState.QUEUED, TaskState.RUNNING, null);
        return task;
    }

    private Task newTask(String name) {
        Task task = task(name + " " + UUID.randomUUID());
        journal().create(task);
        return task;
    }

    private static Task task(String name) {
        return new Task(
                UUID.randomUUID().toString(),
                name,
                TaskState.QUEUED,
                TaskSpec.defaults().withName(name),
                new DataShape(1, 28, 28, 10),
                null,
                NOW);
    }

    private boolean change(Task task, TaskState from, TaskState to, @Nullable String reason) {
        return journal().changeState(task.id(), from, to, reason, NOW);
    }

    private void announce(Task task, int round, ClientReport... reports) {
        journal()
                .announce(
                        task.id(),
                        new TaskEvent.RoundStarted(
                                round,
                                Stream.of(reports).map(ClientReport::client).toList()));
        journal()
                .announce(
                        task.id(),
                        Stream.of(reports)
                                .<TaskEvent>map(report -> new TaskEvent.ClientDone(round, report))
                                .toList());
    }

    private void commit(Task task, int round, Sha256 model, @Nullable Double accuracy, boolean quorum) {
        assertThat(journal().commit(task.id(), round(round, model, accuracy, quorum, Map.of())))
                .isTrue();
    }

    private static RoundCommit round(
            int round, Sha256 model, @Nullable Double accuracy, boolean quorum, Map<String, Sha256> memory) {
        RoundReport report = new RoundReport(
                round,
                accuracy,
                null,
                1.5,
                2,
                30,
                40,
                21,
                new Cpu(1, 2, 3, 4, 5, 6),
                1,
                1,
                0,
                0,
                0,
                null,
                12.5,
                0.5,
                quorum ? null : "missed",
                model.hex(),
                NOW);
        ClientReport client = new ClientReport(0, ClientState.COMPLETED, "w", 100, 1.5, 2, 3, 0.5, 30, 40, null);
        return new RoundCommit(
                report,
                model,
                quorum,
                List.of(client),
                accuracy == null ? null : List.of(List.of(1L, 0L), List.of(0L, 1L)),
                memory);
    }

    private static RoundCommit round(int round, Sha256 model, List<ClientReport> clients) {
        int completed = (int) clients.stream()
                .filter(client -> client.state() == ClientState.COMPLETED)
                .count();
        int others = clients.size() - completed;
        RoundReport report = new RoundReport(
                round,
                null,
                null,
                null,
                2,
                30,
                40,
                21,
                new Cpu(1, 2, 3, 4, 5, 6),
                clients.size(),
                completed,
                others,
                0,
                0,
                null,
                null,
                null,
                null,
                model.hex(),
                NOW);
        return new RoundCommit(report, model, true, clients, null, Map.of());
    }

    private static ClientData client(int index) {
        return new ClientData(index, 100, List.of(60L, 40L));
    }

    private static Sha256 sha(int number) {
        return new Sha256(String.format("%064x", number));
    }

    private static Sha256 someSha() {
        return new Sha256((UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", ""));
    }
}
