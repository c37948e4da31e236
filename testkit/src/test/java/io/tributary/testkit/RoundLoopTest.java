package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.ClientState;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.privacy.PrivacyLoss;
import io.tributary.protocol.task.TaskSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundLoopTest {
    private static final long FRAME_HEADER = 16;

    @TempDir
    private Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private LocalFederation federation;
    private FakeWorker worker;

    @BeforeEach
    void startFederation() {
        federation = new LocalFederation(folder, ticker);
        worker = new FakeWorker("w1", 4, federation.pool(), federation.artifacts());
    }

    @AfterEach
    void stopFederation() {
        federation.close();
    }

    @Test
    void weightsUpdatesByTheirExamples() throws Exception {
        String task = submit(Specs.fake(1, 2, 1));
        answerAll(2, client -> client == 0 ? 1f : 4f, client -> client == 0 ? 300 : 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(numbers(task)).allSatisfy(number -> assertThat(number).isEqualTo(0.75f * 1 + 0.25f * 4));
    }

    @Test
    void countsAllUpdatesAlikeWhenAskedTo() throws Exception {
        String task = submit(
                Specs.of(
                        "{'dataset':'fake','model':{'preset':'logistic'},'clients':{'count':2},'training':{'rounds':1},'aggregation':{'weighting':'uniform'}}"));
        answerAll(2, client -> client == 0 ? 1f : 4f, client -> client == 0 ? 300 : 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(numbers(task)).containsOnly(2.5f);
    }

    @Test
    void pausesWhereTheDiskTakesNothingAndGoesOnAsIfNothingHadBeen() throws Exception {
        String undisturbed = submit(Specs.fake(2, 1, 1));
        worker.complete(worker.nextTraining(), 1f, 100);
        worker.complete(worker.nextTraining(), 2f, 100);
        federation.journal().awaitState(undisturbed, TaskState.COMPLETED);

        String task = submit(Specs.fake(2, 1, 1));
        worker.complete(worker.nextTraining(), 1f, 100);
        Assignment second = worker.nextTraining();
        Path room = folder.resolveSibling(folder.getFileName() + "-elsewhere");
        Files.move(folder, room);
        Files.createFile(folder);
        worker.complete(second, 2f, 100);
        federation.journal().awaitState(task, TaskState.PAUSED);
        assertThat(federation.journal().reason(task)).contains("cannot be read or written", "then resume");
        assertThat(federation.journal().rounds(task)).hasSize(1);

        Files.delete(folder);
        Files.move(room, folder);
        federation.orchestrator().resume(task);
        worker.complete(worker.nextTraining(), 2f, 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(model(task)).isEqualTo(model(undisturbed));
    }

    @Test
    void saysWhichSiteItWaitsForBeforeItsFirstRound() throws Exception {
        TaskSpec spec = Specs.of(
                "{'dataset':'fake','model':{'preset':'logistic'},'clients':{'count':2},'training':{'rounds':1},'partition':{'scheme':'by-worker'}}");
        List<Federation.Site> sites = List.of(new Federation.Site("w1", "one"), new Federation.Site("w2", "two"));
        String task = federation.submit(spec, FakeWorker.SHAPE, new Federation(sites, null));
        federation
                .journal()
                .await(
                        task,
                        "to be told who is missed",
                        events ->
                                events.toString().contains("Waiting for sites: 1 connected, all 2 needed. Away: two."));
        FakeWorker late = new FakeWorker("w2", 1, federation.pool(), federation.artifacts());
        worker.complete(worker.nextTraining(), 1f, 100);
        late.complete(late.nextTraining(), 1f, 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
    }

    @Test
    void countsNoMoreExamplesThanASiteDescribed() throws Exception {
        FakeWorker liar = new FakeWorker("w2", 1, federation.pool(), federation.artifacts());
        TaskSpec spec = Specs.of(
                "{'dataset':'fake','model':{'preset':'logistic'},'clients':{'count':2},'training':{'rounds':1},'partition':{'scheme':'by-worker'}}");
        List<Federation.Site> sites = List.of(new Federation.Site("w1", "one"), new Federation.Site("w2", "two"));
        String task = federation.submit(spec, FakeWorker.SHAPE, new Federation(sites, null));
        worker.complete(worker.nextTraining(), 1f, 100);
        liar.complete(liar.nextTraining(), 4f, 1_000_000);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(numbers(task)).containsOnly(2.5f);
        ClientReport lied = federation.journal().rounds(task).get(0).clients().get(1);
        assertThat(lied.state()).isEqualTo(ClientState.COMPLETED);
        assertThat(lied.examples()).isEqualTo(100);
        assertThat(lied.reason()).contains("1000000", "100");
    }

    @Test
    void givesTheSameModelWhateverTheOrderOfArrival() throws Exception {
        List<Sha256> models = new ArrayList<>();
        for (boolean reversed : List.of(false, true)) {
            String task = submit(Specs.fake(1, 4, 1));
            List<Assignment> assignments = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                assignments.add(worker.nextTraining());
            }
            assignments.sort(Comparator.comparing(RoundLoopTest::client));
            if (reversed) {
                Collections.reverse(assignments);
            }
            assignments.forEach(each -> worker.complete(each, 0.1f + 0.37f * client(each), 10 + 7L * client(each)));
            federation.journal().awaitState(task, TaskState.COMPLETED);
            models.add(model(task));
        }
        assertThat(models.get(0)).isEqualTo(models.get(1));
    }

    @Test
    void goesOnWithoutClientsThatFailLieOrSendRubbish() throws Exception {
        String task = submit(Specs.fake(1, 6, 2));
        for (int i = 0; i < 6; i++) {
            Assignment assignment = worker.nextTraining();
            long parameters = FakeWorker.parameters(assignment);
            switch (client(assignment)) {
                case 0 -> worker.complete(assignment, 1f, 100);
                case 1 -> worker.fail(assignment, "it threw");
                case 2 -> worker.complete(assignment, Float.NaN, 100);
                case 3 ->
                    worker.answer(
                            assignment, new Result.Trained(worker.update(parameters + 1, 1f), 100, 1.0, 0.1, 0, null));
                case 4 ->
                    worker.answer(assignment, new Result.Trained(new Sha256("0".repeat(64)), 100, 1.0, 0.1, 0, null));
                default -> worker.complete(assignment, 3f, 100);
            }
        }
        federation.journal().awaitState(task, TaskState.COMPLETED);
        RoundCommit round = federation.journal().rounds(task).get(0);
        assertThat(round.clients())
                .extracting(ClientReport::state)
                .containsExactly(
                        ClientState.COMPLETED,
                        ClientState.REJECTED,
                        ClientState.REJECTED,
                        ClientState.REJECTED,
                        ClientState.REJECTED,
                        ClientState.COMPLETED);
        assertThat(round.clients().get(1).reason()).isEqualTo("it threw");
        assertThat(round.clients().get(2).reason()).contains("NaN");
        assertThat(round.clients().get(3).reason()).contains("bytes");
        assertThat(round.clients().get(4).reason()).contains("never arrived");
        assertThat(round.report().completed()).isEqualTo(2);
        assertThat(round.report().rejected()).isEqualTo(4);
        assertThat(numbers(task)).containsOnly(2f);
    }

    @Test
    void keepsTheOldModelWhenQuorumIsMissedAndSaysWhy() throws Exception {
        String task = submit(Specs.fake(2, 3, 2));
        for (int i = 0; i < 3; i++) {
            Assignment assignment = worker.nextTraining();
            if (client(assignment) == 0) {
                worker.complete(assignment, 1f, 100);
            } else {
                worker.fail(assignment, "no power");
            }
        }
        federation.journal().awaitRound(task, 1);
        RoundCommit missed = federation.journal().rounds(task).get(0);
        assertThat(missed.quorumMet()).isFalse();
        assertThat(missed.report().note()).contains("1 of at least 2").contains("no power");
        answerAll(3, client -> 1f, client -> 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(numbers(task)).containsOnly(1f);
    }

    /** A missed quorum releases no noisy model; a server that is started again counts on from the rounds before. */
    @Test
    void countsEpsilonOverRoundsThatReleasedNoise() throws Exception {
        TaskSpec spec = Specs.of("{'dataset':'fake','model':{'preset':'logistic'},'clients':{'count':3,'minimum':2},"
                + "'aggregation':{'weighting':'uniform'},'privacy':{'clipNorm':1,'noiseMultiplier':2},"
                + "'training':{'rounds':3}}");
        PrivacyLoss loss = PrivacyLoss.of(spec).orElseThrow();
        String task = submit(spec);
        answerAll(3, client -> 1f, client -> 100);
        for (int i = 0; i < 3; i++) {
            worker.fail(worker.nextTraining(), "no power");
        }
        federation.journal().awaitRound(task, 2);
        federation.orchestrator().pause(task);
        federation.journal().awaitState(task, TaskState.PAUSED);
        while (worker.hasTraining()) {
            worker.nextTraining();
        }
        federation.orchestrator().resume(task);
        answerAll(3, client -> 1f, client -> 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(federation.journal().rounds(task))
                .extracting(round -> round.report().epsilon())
                .containsExactly(loss.epsilon(1), loss.epsilon(1), loss.epsilon(2));
    }

    @Test
    void failsWhenNoRoundEverHadEnoughUpdates() throws Exception {
        String task = submit(Specs.fake(2, 1, 1));
        worker.fail(worker.nextTraining(), "broken");
        worker.fail(worker.nextTraining(), "broken");
        federation.journal().awaitState(task, TaskState.FAILED);
        assertThat(federation.journal().reason(task)).contains("broken");
    }

    @Test
    void callsAClientLateOnceItsDeadlineHasPassedAndForgetsItsAnswer() throws Exception {
        String task = submit(Specs.fake(1, 2, 1));
        Assignment first = worker.nextTraining();
        Assignment second = worker.nextTraining();
        worker.complete(first, 1f, 100);
        federation.journal().await(task, "the first client", RoundLoopTest::oneClientDone);
        ticker.advance(Duration.ofSeconds(61));
        federation.journal().awaitState(task, TaskState.COMPLETED);
        worker.complete(second, 9f, 100);
        RoundCommit round = federation.journal().rounds(task).get(0);
        assertThat(round.report().late()).isEqualTo(1);
        assertThat(round.report().completed()).isEqualTo(1);
        assertThat(worker.cancelled()).containsExactly(second.id());
        assertThat(numbers(task)).containsOnly(1f);
        assertThat(artifactFiles())
                .as("the initial and the final model, no late update")
                .hasSize(2);
    }

    @Test
    void doesNotWaitForThoseAskedBeyondNeed() throws Exception {
        String task =
                submit(Specs.of("{'dataset':'fake','model':{'preset':'logistic'},'clients':{'count':6,'fraction':0.5,"
                        + "'overSelection':0.5},'training':{'rounds':1}}"));
        List<Assignment> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            asked.add(worker.nextTraining());
        }
        worker.complete(asked.get(3), 4f, 100);
        worker.complete(asked.get(0), 1f, 100);
        worker.complete(asked.get(2), 1f, 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);

        RoundCommit round = federation.journal().rounds(task).get(0);
        assertThat(round.report().selected()).isEqualTo(5);
        assertThat(round.report().completed()).isEqualTo(3);
        assertThat(round.report().late()).isEqualTo(2);
        assertThat(worker.cancelled())
                .as("the one that still trains and the one that took a free slot")
                .hasSize(2)
                .contains(asked.get(1).id());
        assertThat(numbers(task)).containsOnly(2f);
    }

    @Test
    void callsClientsLostWhenTheirWorkerVanishes() throws Exception {
        FakeWorker other = new FakeWorker("w2", 1, federation.pool(), federation.artifacts());
        String task = submit(Specs.fake(1, 5, 1));
        Assignment onOther = other.nextTraining();
        for (int i = 0; i < 4; i++) {
            worker.complete(worker.nextTraining(), 1f, 100);
        }
        other.vanish();
        federation.journal().awaitState(task, TaskState.COMPLETED);
        RoundCommit round = federation.journal().rounds(task).get(0);
        assertThat(round.report().lost()).isEqualTo(1);
        assertThat(round.clients().get(client(onOther)).reason()).contains("vanished");
    }

    @Test
    void callsWaitingClientsLostWhenNobodyServesThemForADeadline() throws Exception {
        String task = submit(Specs.fake(1, 5, 1));
        for (int i = 0; i < 3; i++) {
            worker.complete(worker.nextTraining(), 1f, 100);
        }
        Assignment fourth = worker.nextTraining();
        Assignment fifth = worker.nextTraining();
        federation.pool().drain("w1");
        worker.complete(fourth, 1f, 100);
        worker.vanish();
        FakeWorker evaluator = new FakeWorker("w2", 1, federation.pool(), federation.artifacts());
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(evaluator.hasTraining()).isFalse();
        RoundCommit round = federation.journal().rounds(task).get(0);
        assertThat(round.clients().get(client(fifth)).state()).isEqualTo(ClientState.LOST);
    }

    @Test
    void refusesASecondAnswerToTheSameLease() throws Exception {
        String task = submit(Specs.fake(1, 2, 1));
        Assignment first = worker.nextTraining();
        Assignment second = worker.nextTraining();
        worker.complete(first, 1f, 100);
        worker.complete(first, 50f, 100);
        worker.say(new WorkerMessage.Done(
                second.id(), second.epoch() + 1, new Result.Trained(worker.update(8, 70f), 100, 1, 1, 0, null)));
        worker.complete(second, 1f, 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(federation.journal().rounds(task).get(0).report().completed())
                .isEqualTo(2);
        assertThat(numbers(task)).containsOnly(1f);
    }

    @Test
    void countsTheBytesOfEveryFrameBothWays() throws Exception {
        String task = submit(Specs.fake(1, 2, 1));
        long up = 0;
        long down = 0;
        for (int i = 0; i < 2; i++) {
            Assignment assignment = worker.nextTraining();
            ModelGraph graph = ModelGraph.of(assignment.spec().model(), FakeWorker.SHAPE);
            WorkerMessage progress = new WorkerMessage.Progress(assignment.id(), assignment.epoch(), 5, 10);
            worker.say(progress);
            Result trained = new Result.Trained(worker.update(graph.parameters(), 1f), 100, 1.0, 0.25, 0, null);
            worker.answer(assignment, trained);
            up += MessageCodec.encode(progress).length
                    + MessageCodec.encode(new WorkerMessage.Done(assignment.id(), assignment.epoch(), trained)).length
                    + Compressors.none().frameSize(graph.parameters());
            down += MessageCodec.encode(new ServerMessage.Assign(assignment)).length
                    + Safetensors.fileSize(graph.layout());
        }
        federation.journal().awaitState(task, TaskState.COMPLETED);
        RoundCommit round = federation.journal().rounds(task).get(0);
        assertThat(round.report().bytesUp()).isEqualTo(up);
        assertThat(round.report().bytesDown()).isEqualTo(down);
        assertThat(round.clients().stream().mapToLong(ClientReport::bytesUp).sum())
                .isEqualTo(up);
        assertThat(round.report().cpuSeconds()).isGreaterThanOrEqualTo(2 * 0.25 + 0.01);
    }

    @Test
    void handsEachClientItsResidualBackAndForgetsThemWithTheEndOfTheTask() throws Exception {
        String task = submit(packed("{'uplink':{'scheme':'top-k','keep':0.25}}", 3));
        Map<Integer, Sha256> residuals = new HashMap<>();
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < 2; i++) {
                Assignment assignment = worker.nextTraining();
                Work.Train train = (Work.Train) assignment.work();
                assertThat(train.residual()).isEqualTo(residuals.get(train.client()));
                Sha256 residual = worker.residual(round + "/" + train.client());
                residuals.put(train.client(), residual);
                worker.answer(
                        assignment, new Result.Trained(worker.update(assignment, 1f), 100, 1.0, 0.25, 0.05, residual));
            }
        }
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(federation.journal().rounds(task))
                .allSatisfy(round -> assertThat(round.report().cpu().encode()).isGreaterThanOrEqualTo(2 * 0.05));
        federation.close();
        assertThat(federation.journal().progress(task).memory()).isEmpty();
        assertThat(artifactFiles())
                .as("the initial model and one for each round")
                .hasSize(4);
    }

    @Test
    void keepsTheOldResidualOfAClientWhoseUpdateDoesNotCount() throws Exception {
        String task = submit(packed("{'uplink':{'scheme':'quantize'}}", 2));
        Sha256 kept = worker.residual("kept");
        Sha256 dropped = worker.residual("dropped");
        for (int i = 0; i < 2; i++) {
            Assignment assignment = worker.nextTraining();
            boolean good = client(assignment) == 0;
            Sha256 update = good ? worker.update(assignment, 1f) : worker.update(8, 1f);
            worker.answer(assignment, new Result.Trained(update, 100, 1.0, 0.25, 0.05, good ? kept : dropped));
        }
        for (int i = 0; i < 2; i++) {
            Assignment assignment = worker.nextTraining();
            assertThat(((Work.Train) assignment.work()).residual()).isEqualTo(client(assignment) == 0 ? kept : null);
            worker.complete(assignment, 1f, 100);
        }
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(federation.artifacts().contains(dropped)).isFalse();
    }

    @Test
    void sendsChangesOfTheModelThatAddUpToIt() throws Exception {
        String task = submit(packed("{'downlink':{'scheme':'quantize','bits':8}}", 3));
        long frame = FRAME_HEADER + 8 + 8;
        for (int round = 1; round <= 3; round++) {
            long down = 0;
            for (int i = 0; i < 2; i++) {
                Assignment assignment = worker.nextTraining();
                down += MessageCodec.encode(new ServerMessage.Assign(assignment)).length + frame;
                float before = round - 1;
                assertThat(numbers(((Work.Train) assignment.work()).weights()))
                        .allSatisfy(number -> assertThat(number).isCloseTo(before, within(1e-5f)));
                worker.complete(assignment, 1f, 100);
            }
            federation.journal().awaitRound(task, round);
            assertThat(federation.journal().rounds(task).get(round - 1).report().bytesDown())
                    .isEqualTo(down);
        }
        federation.journal().awaitState(task, TaskState.COMPLETED);
        federation.close();
        assertThat(artifactFiles()).hasSize(4);
    }

    @Test
    void goesOnWithWhatTheRoundsHandedOnAfterARestart() throws Exception {
        String task = submit(
                packed("{'uplink':{'scheme':'top-k','keep':0.25},'downlink':{'scheme':'top-k','keep':0.25}}", 2));
        Sha256 residual = worker.residual("mine");
        for (int i = 0; i < 2; i++) {
            Assignment assignment = worker.nextTraining();
            Sha256 own = client(assignment) == 0 ? residual : null;
            worker.answer(assignment, new Result.Trained(worker.update(assignment, 1f), 100, 1.0, 0.25, 0.05, own));
        }
        federation.journal().awaitRound(task, 1);
        Map<String, Sha256> memory = federation.journal().progress(task).memory();
        assertThat(memory).containsOnlyKeys("downlink", "residual/0");
        federation.close();

        federation = new LocalFederation(folder, ticker, federation.journal());
        worker = new FakeWorker("w1", 4, federation.pool(), federation.artifacts());
        federation.orchestrator().recover();
        for (int i = 0; i < 2; i++) {
            Assignment assignment = worker.nextTraining();
            if (client(assignment) == 0) {
                assertThat(((Work.Train) assignment.work()).residual()).isEqualTo(residual);
                assertThat(federation.artifacts().contains(residual)).isTrue();
            }
            worker.complete(assignment, 1f, 100);
        }
        federation.journal().awaitState(task, TaskState.COMPLETED);
    }

    private static TaskSpec packed(String compression, int rounds) {
        return Specs.of("{'dataset':'fake','model':{'preset':'logistic'},'clients':{'count':2},'training':{'rounds':"
                + rounds + "},'compression':" + compression + "}");
    }

    @Test
    void removesTheUpdatesOfACommittedRound() throws Exception {
        String task = submit(Specs.fake(2, 3, 1));
        answerAll(3, client -> 1f, client -> 100);
        answerAll(3, client -> 1f, client -> 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        federation.close();
        assertThat(artifactFiles())
                .as("the initial model and one for each round")
                .hasSize(3);
    }

    @Test
    void collectsWhatNobodyNeedsWhileARoundGoesOn() throws Exception {
        String task = submit(Specs.fake(1, 2, 1));
        worker.complete(worker.nextTraining(), 1f, 100);
        Assignment second = worker.nextTraining();
        Sha256 leftover = worker.residual("of a round that was cut short");
        federation.artifacts().release(leftover);

        assertThat(federation.orchestrator().collectGarbage()).isEqualTo(29);

        assertThat(federation.artifacts().contains(leftover)).isFalse();
        worker.complete(second, 3f, 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(numbers(task)).containsOnly(2f);
        assertThat(federation.orchestrator().collectGarbage())
                .as("both models are needed")
                .isZero();
    }

    @Test
    void aTaskThatIsDeletedLeavesNothing() throws Exception {
        String task = submit(Specs.fake(1, 1, 1));
        worker.complete(worker.nextTraining(), 1f, 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        federation.orchestrator().delete(task);
        assertThat(artifactFiles()).isEmpty();
    }

    @Test
    void dropsTheRoundInProgressOnPauseAndDoesItAgainOnResume() throws Exception {
        String task = submit(Specs.fake(2, 2, 1));
        answerAll(2, client -> 1f, client -> 100);
        worker.complete(worker.nextTraining(), 7f, 100);
        federation.orchestrator().pause(task);
        assertThat(federation.journal().task(task).orElseThrow().state()).isEqualTo(TaskState.PAUSED);
        worker.nextTraining();

        federation.orchestrator().resume(task);
        answerAll(2, client -> 2f, client -> 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(federation.journal().rounds(task))
                .extracting(round -> round.report().round())
                .containsExactly(1, 2);
        assertThat(numbers(task)).containsOnly(3f);
    }

    @Test
    void stopsACancelledTaskAndFreesItsSlots() throws Exception {
        String task = submit(Specs.fake(5, 4, 1));
        for (int i = 0; i < 4; i++) {
            worker.nextTraining();
        }
        federation.orchestrator().cancel(task);
        String next = submit(Specs.fake(1, 4, 1));
        answerAll(4, client -> 1f, client -> 100);
        federation.journal().awaitState(next, TaskState.COMPLETED);
        assertThat(federation.journal().task(task).orElseThrow().state()).isEqualTo(TaskState.CANCELLED);
        assertThat(worker.cancelled()).hasSize(4);
        federation.orchestrator().delete(task);
        assertThat(federation.journal().task(task)).isEmpty();
    }

    @Test
    void stopsAtTheTargetAccuracy() throws Exception {
        String task = submit(
                Specs.of(
                        "{'dataset':'fake','model':{'preset':'logistic'},'clients':{'count':1},'training':{'rounds':9},'stopping':{'targetAccuracy':0.8}}"));
        worker.complete(worker.nextTraining(), 1f, 100);
        federation.journal().awaitRound(task, 1);
        worker.evaluateTo(0.8);
        worker.complete(worker.nextTraining(), 1f, 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(federation.journal().progress(task).round()).isEqualTo(2);
        assertThat(federation.journal().reason(task)).contains("target of 0.8");
    }

    @Test
    void stopsWhenPatienceIsAtAnEnd() throws Exception {
        String task = submit(
                Specs.of(
                        "{'dataset':'fake','model':{'preset':'logistic'},'clients':{'count':1},'training':{'rounds':9},'stopping':{'patience':2}}"));
        for (int round = 0; round < 3; round++) {
            worker.complete(worker.nextTraining(), 1f, 100);
        }
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(federation.journal().progress(task).round()).isEqualTo(3);
        assertThat(federation.journal().reason(task)).contains("2 evaluations");
    }

    @Test
    void evaluatesOnlyWhenDueAndAfterTheLastRound() throws Exception {
        String task = submit(
                Specs.of(
                        "{'dataset':'fake','model':{'preset':'logistic'},'clients':{'count':1},'training':{'rounds':5},'evaluation':{'every':3}}"));
        for (int round = 0; round < 5; round++) {
            worker.complete(worker.nextTraining(), 1f, 100);
        }
        federation.journal().awaitState(task, TaskState.COMPLETED);
        assertThat(federation.journal().rounds(task).stream()
                        .map(round -> round.report().accuracy() != null))
                .containsExactly(false, false, true, false, true);
    }

    @Test
    void sharesSlotsFairlyBetweenTasks() throws Exception {
        FakeWorker single = new FakeWorker("w2", 2, federation.pool(), federation.artifacts());
        worker.vanish();
        String large = submit(Specs.fake(1, 6, 1));
        Assignment first = single.nextTraining();
        Assignment second = single.nextTraining();
        String small = submit(Specs.fake(1, 1, 1));
        while (federation.pool().waiting(small) == 0) {
            // Its thread has yet to ask.
            Thread.onSpinWait();
        }
        // The small task's preparation needs a slot, and its client another, before the large task gets one again.
        single.complete(first, 1f, 100);
        Assignment next = single.nextTraining();
        assertThat(List.of(next.task(), second.task())).contains(large);
        while (!next.task().equals(small) && federation.pool().waiting(small) == 0) {
            // It is set up; its thread has yet to ask again, for its client, while both slots are taken.
            Thread.onSpinWait();
        }
        for (Assignment open : List.of(second, next)) {
            single.complete(open, 1f, 100);
        }
        boolean smallDone = false;
        int largeBefore = 0;
        for (int i = 0; i < 4 && !smallDone; i++) {
            Assignment assignment = single.nextTraining();
            smallDone = assignment.task().equals(small);
            largeBefore += smallDone ? 0 : 1;
            single.complete(assignment, 1f, 100);
        }
        assertThat(smallDone || federation.journal().progress(small).round() == 1)
                .isTrue();
        assertThat(largeBefore).isLessThanOrEqualTo(3);
    }

    @Test
    void goesOnFromTheLastCommittedRoundAfterARestart() throws Exception {
        String task = submit(Specs.fake(3, 2, 1));
        answerAll(2, client -> 1f, client -> 100);
        worker.complete(worker.nextTraining(), 7f, 100);
        federation.close();
        assertThat(federation.journal().task(task).orElseThrow().state()).isEqualTo(TaskState.RUNNING);

        try (LocalFederation next = new LocalFederation(folder, ticker, federation.journal())) {
            worker = new FakeWorker("w1", 4, next.pool(), next.artifacts());
            next.orchestrator().recover();
            answerAll(2, client -> 2f, client -> 100);
            answerAll(2, client -> 2f, client -> 100);
            next.journal().awaitState(task, TaskState.COMPLETED);
        }
        assertThat(federation.journal().rounds(task))
                .extracting(round -> round.report().round())
                .containsExactly(1, 2, 3);
        assertThat(numbers(task)).allSatisfy(number -> assertThat(number).isCloseTo(5f, within(1e-5f)));
    }

    @Test
    void accountsForEverySelectedClientInEveryEvent() throws Exception {
        String task = submit(Specs.fake(1, 4, 1));
        answerAll(4, client -> 1f, client -> 100);
        federation.journal().awaitState(task, TaskState.COMPLETED);
        List<TaskEvent> events = federation.journal().events(task);
        assertThat(events.stream().filter(TaskEvent.ClientDone.class::isInstance))
                .hasSize(4);
        assertThat(events.stream().filter(TaskEvent.RoundStarted.class::isInstance))
                .hasSize(1);
        assertThat(events.get(events.size() - 1))
                .isEqualTo(new TaskEvent.StateChanged(TaskState.RUNNING, TaskState.COMPLETED, null));
    }

    private String submit(TaskSpec spec) {
        return federation.submit(spec, FakeWorker.SHAPE);
    }

    private void answerAll(int clients, IntFunction<Float> update, IntToLongFunction examples)
            throws InterruptedException {
        for (int i = 0; i < clients; i++) {
            Assignment assignment = worker.nextTraining();
            int client = client(assignment);
            worker.complete(assignment, update.apply(client), examples.applyAsLong(client));
        }
    }

    private static int client(Assignment assignment) {
        return ((Work.Train) assignment.work()).client();
    }

    private static boolean oneClientDone(List<TaskEvent> events) {
        return events.stream().anyMatch(TaskEvent.ClientDone.class::isInstance);
    }

    private Sha256 model(String task) {
        return Objects.requireNonNull(federation.journal().progress(task).model());
    }

    /** All numbers of a task's model. */
    private List<Float> numbers(String task) throws IOException {
        return numbers(model(task));
    }

    /** The weights of a model artifact of the fake data set's only model. */
    private List<Float> numbers(Sha256 model) throws IOException {
        ModelGraph graph = ModelGraph.of(new ModelSpec("logistic", null), FakeWorker.SHAPE);
        try (SeekableByteChannel channel = federation.artifacts().open(model)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(bytes);
            bytes.flip().position(Safetensors.header(graph.layout()).remaining());
            List<Float> numbers = new ArrayList<>();
            while (bytes.hasRemaining()) {
                numbers.add(bytes.getFloat());
            }
            return numbers;
        }
    }

    private List<Path> artifactFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
