package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.task.TaskSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that look at the past see the same past after a restart. */
class SelectionAfterRestartTest {
    private static final int ROUNDS = 12;

    @TempDir
    private Path folder;

    private final ManualTicker ticker = new ManualTicker();

    @ParameterizedTest
    @ValueSource(strings = {"round-robin", "latency-proportional", "power-of-choice", "oort"})
    void aRestartedTaskSelectsAsIfItHadNeverStopped(String selection) throws Exception {
        TaskSpec spec = Specs.of("{'dataset':'fake','model':{'preset':'logistic'},'training':{'rounds':" + ROUNDS
                + "},'clients':{'count':9,'fraction':0.34,'deadlineSeconds':600,'selection':'" + selection + "'}}");
        LocalFederation federation = new LocalFederation(folder, ticker);
        FakeWorker worker = new FakeWorker("w1", 4, federation.pool(), federation.artifacts());
        String steady = federation.submit(spec, FakeWorker.SHAPE);
        play(federation, worker, steady, 1, ROUNDS);

        String stopped = federation.submit(spec, FakeWorker.SHAPE);
        play(federation, worker, stopped, 1, 6);
        worker.complete(worker.nextTraining(), 1f, 100);
        federation.close();

        try (LocalFederation next = new LocalFederation(folder, ticker, federation.journal())) {
            worker = new FakeWorker("w1", 4, next.pool(), next.artifacts());
            next.orchestrator().recover();
            play(next, worker, stopped, 7, ROUNDS);
            next.journal().awaitState(stopped, TaskState.COMPLETED);
        }
        assertThat(selected(federation, stopped)).isEqualTo(selected(federation, steady));
    }

    /** Rounds in which a client takes a second more than the one before it. */
    private void play(LocalFederation federation, FakeWorker worker, String task, int from, int to) throws Exception {
        for (int round = from; round <= to; round++) {
            List<Assignment> assignments = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                assignments.add(worker.nextTraining());
            }
            int start = roundStart(federation, task, round);
            assignments.sort(Comparator.comparing(SelectionAfterRestartTest::client));
            for (Assignment each : assignments) {
                await(federation, task, start, new TaskEvent.ClientProgress(round, client(each), 0, 0)::equals);
            }
            for (Assignment each : assignments) {
                ticker.advance(Duration.ofSeconds(1 + client(each)));
                worker.complete(each, 1f, 100 + client(each));
                await(
                        federation,
                        task,
                        start,
                        event -> event instanceof TaskEvent.ClientDone done
                                && done.client().client() == client(each));
            }
            federation.journal().awaitRound(task, round);
        }
    }

    /** Waits for an event after so many others: a round that is done again repeats those of its first try. */
    private static void await(LocalFederation federation, String task, int after, Predicate<TaskEvent> expected) {
        federation
                .journal()
                .await(task, "an event", events -> events.stream().skip(after).anyMatch(expected));
    }

    private static int roundStart(LocalFederation federation, String task, int round) {
        List<TaskEvent> events = federation.journal().events(task);
        int start = events.size() - 1;
        while (!(events.get(start) instanceof TaskEvent.RoundStarted started && started.round() == round)) {
            start--;
        }
        return start;
    }

    private static int client(Assignment assignment) {
        return ((Work.Train) assignment.work()).client();
    }

    private static List<List<Integer>> selected(LocalFederation federation, String task) {
        return federation.journal().rounds(task).stream()
                .map(RoundCommit::clients)
                .map(clients -> clients.stream().map(ClientReport::client).toList())
                .toList();
    }
}
