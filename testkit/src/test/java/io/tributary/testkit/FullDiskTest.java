package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task whose server has no room pauses with the reason, loses nothing, and goes on when there is some. */
class FullDiskTest {
    private static final long RESERVE = 100_000_000;
    private static final long PLENTY = 10 * RESERVE;

    @TempDir
    private Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final AtomicLong free = new AtomicLong(PLENTY);

    @Test
    void pausesInTheMiddleOfARoundAndEndsWithTheModelOfAnUndisturbedRun() throws Exception {
        try (LocalFederation federation = federation()) {
            FakeWorker worker = worker(federation);
            String steady = federation.submit(Specs.fake(2, 2, 1), FakeWorker.SHAPE);
            train(worker, 4);
            journal.awaitState(steady, TaskState.COMPLETED);

            String full = federation.submit(Specs.fake(2, 2, 1), FakeWorker.SHAPE);
            train(worker, 2);
            worker.nextTraining();
            worker.nextTraining();
            free.set(RESERVE - 1);
            journal.awaitState(full, TaskState.PAUSED);
            assertThat(journal.reason(full))
                    .contains("The server's disk is full", "100.0 MB are to stay free", "goes on by itself");
            assertThat(journal.rounds(full)).hasSize(1);

            ticker.advance(Duration.ofMinutes(1));
            federation.orchestrator().resumeHeld();
            assertThat(journal.task(full).orElseThrow().state()).isEqualTo(TaskState.PAUSED);
            free.set(PLENTY);
            federation.orchestrator().resumeHeld();
            train(worker, 2);
            journal.awaitState(full, TaskState.COMPLETED);
            assertThat(model(full)).isEqualTo(model(steady));
            assertThat(journal.rounds(full)).hasSize(2);
        }
    }

    @Test
    void aServerThatIsRestartedRemembersWhoWaitsForRoomAndWhomAPersonPaused() throws Exception {
        String full;
        String asked;
        try (LocalFederation federation = federation()) {
            FakeWorker worker = worker(federation);
            full = federation.submit(Specs.fake(1, 1, 1), FakeWorker.SHAPE);
            worker.nextTraining();
            free.set(0);
            journal.awaitState(full, TaskState.PAUSED);
            free.set(PLENTY);
            asked = federation.submit(Specs.fake(1, 1, 1), FakeWorker.SHAPE);
            worker.nextTraining();
            federation.orchestrator().pause(asked);
        }
        try (LocalFederation next = federation()) {
            FakeWorker worker = worker(next);
            next.orchestrator().recover();
            next.orchestrator().resumeHeld();
            train(worker, 1);
            journal.awaitState(full, TaskState.COMPLETED);
            assertThat(journal.task(asked).orElseThrow().state()).isEqualTo(TaskState.PAUSED);
        }
    }

    @Test
    void whoeverPausesATaskThatWaitsForRoomKeepsItFromGoingOnByItself() throws Exception {
        String task;
        try (LocalFederation federation = federation()) {
            FakeWorker worker = worker(federation);
            task = federation.submit(Specs.fake(1, 1, 1), FakeWorker.SHAPE);
            worker.nextTraining();
            free.set(0);
            journal.awaitState(task, TaskState.PAUSED);

            federation.orchestrator().pause(task);
            assertThat(journal.reason(task)).isNull();
            free.set(PLENTY);
            ticker.advance(Duration.ofMinutes(1));
            federation.orchestrator().resumeHeld();
            assertThat(journal.task(task).orElseThrow().state()).isEqualTo(TaskState.PAUSED);
        }
        try (LocalFederation next = federation()) {
            FakeWorker worker = worker(next);
            next.orchestrator().recover();
            next.orchestrator().resumeHeld();
            assertThat(journal.task(task).orElseThrow().state()).isEqualTo(TaskState.PAUSED);
            next.orchestrator().resume(task);
            train(worker, 1);
            journal.awaitState(task, TaskState.COMPLETED);
        }
    }

    @Test
    void fullDisksOfWorkersPauseATaskInsteadOfFailingIt() throws Exception {
        try (LocalFederation federation = federation()) {
            FakeWorker worker = worker(federation);
            String task = federation.submit(Specs.fake(1, 2, 2), FakeWorker.SHAPE);
            train(worker, 1);
            worker.failForWantOfRoom(worker.nextTraining());
            journal.awaitState(task, TaskState.PAUSED);
            assertThat(journal.reason(task)).contains("1 of at least 2 updates arrived", "disks are full");
            assertThat(journal.rounds(task)).isEmpty();

            ticker.advance(Duration.ofMinutes(1));
            federation.orchestrator().resumeHeld();
            train(worker, 2);
            journal.awaitState(task, TaskState.COMPLETED);
            assertThat(journal.rounds(task)).hasSize(1);
        }
    }

    private LocalFederation federation() {
        return new LocalFederation(folder, ticker, journal, new Disk(free::get, RESERVE));
    }

    private static FakeWorker worker(LocalFederation federation) {
        return new FakeWorker("w1", 4, federation.pool(), federation.artifacts());
    }

    private static void train(FakeWorker worker, int clients) throws InterruptedException {
        for (int i = 0; i < clients; i++) {
            Assignment assignment = worker.nextTraining();
            Work.Train train = (Work.Train) assignment.work();
            worker.complete(assignment, 0.1f * train.round() + train.client(), 100);
        }
    }

    private Sha256 model(String task) {
        return journal.rounds(task).get(journal.rounds(task).size() - 1).model();
    }
}
