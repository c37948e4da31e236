package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Work;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away holds tasks up, loses nothing, and lets them go on when it is back. */
class DatabaseAwayTest {
    @TempDir
    private Path folder;

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void aRoundIsDoneAgainAndTheModelIsThatOfAnUndisturbedRun() throws Exception {
        try (LocalFederation federation = new LocalFederation(folder, ticker)) {
            InMemoryJournal journal = federation.journal();
            FakeWorker worker = new FakeWorker("w1", 4, federation.pool(), federation.artifacts());
            String steady = federation.submit(Specs.fake(2, 2, 1), FakeWorker.SHAPE);
            train(worker, 4);
            journal.awaitState(steady, TaskState.COMPLETED);

            String disturbed = federation.submit(Specs.fake(2, 2, 1), FakeWorker.SHAPE);
            train(worker, 2);
            Assignment first = worker.nextTraining();
            worker.nextTraining();
            journal.away(true);
            complete(worker, first);
            // What was asked for is taken back when the round is given up.
            while (worker.cancelled().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(journal.task(disturbed).orElseThrow().state()).isEqualTo(TaskState.RUNNING);
            journal.away(false);
            train(worker, 2);
            journal.awaitState(disturbed, TaskState.COMPLETED);

            assertThat(journal.rounds(disturbed)).hasSize(2);
            assertThat(model(journal, disturbed)).isEqualTo(model(journal, steady));
        }
    }

    @Test
    void aTaskThatWasWaitingToBeStartedIsStartedLater() throws Exception {
        try (LocalFederation federation = new LocalFederation(folder, ticker)) {
            InMemoryJournal journal = federation.journal();
            FakeWorker worker = new FakeWorker("w1", 4, federation.pool(), federation.artifacts());
            String paused = federation.submit(Specs.fake(1, 1, 1), FakeWorker.SHAPE);
            Assignment taken = worker.nextTraining();
            federation.orchestrator().pause(paused);
            federation.orchestrator().resume(paused);
            journal.away(true);
            complete(worker, taken);
            federation.orchestrator().resumeHeld();
            journal.away(false);
            ticker.advance(Duration.ofSeconds(1));
            federation.orchestrator().resumeHeld();
            train(worker, 1);
            journal.awaitState(paused, TaskState.COMPLETED);
        }
    }

    private static void train(FakeWorker worker, int clients) throws InterruptedException {
        for (int i = 0; i < clients; i++) {
            complete(worker, worker.nextTraining());
        }
    }

    private static void complete(FakeWorker worker, Assignment assignment) {
        Work.Train train = (Work.Train) assignment.work();
        worker.complete(assignment, 0.1f * train.round() + train.client(), 100);
    }

    private static Sha256 model(InMemoryJournal journal, String task) {
        return journal.rounds(task).get(journal.rounds(task).size() - 1).model();
    }
}
