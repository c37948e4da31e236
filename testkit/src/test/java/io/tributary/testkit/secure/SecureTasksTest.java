package io.tributary.testkit.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.ClientState;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.LocalFederation;
import io.tributary.testkit.Specs;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.training.LocalTrainer;
import io.tributary.worker.training.LocalTraining;
import io.tributary.worker.training.LocalUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole tasks with secure aggregation, real training on real workers. */
class SecureTasksTest {
    private static final DataShape SHAPE = new DataShape(1, 4, 4, 3);
    private static final String MASKED = ",'privacy':{'secureAggregation':{'masks':'pairwise'}}";

    @TempDir
    private Path folder;

    /** Ten clients a round; in each, two of them drop out while they train. */
    @ParameterizedTest
    @CsvSource({"uniform,0,fedavg", "examples,0,fedavg", "examples,2,fedavg", "uniform,2,fedavgm"})
    void endsWhereTheSameTaskEndsWithoutIt(String weighting, int dropouts, String strategy) throws IOException {
        LocalTrainer training = new LocalTraining();
        LocalTrainer trainer = (work, watch) -> {
            if (Math.floorMod(work.client() + 3 * work.round(), 10) < dropouts) {
                throw new IllegalStateException("drops out");
            }
            return training.train(work, watch);
        };
        String rest = ",'partition':{'scheme':'quantity-skew'},'aggregation':{'strategy':'" + strategy
                + "','weighting':'" + weighting + "'}";
        try (LocalFederation federation =
                new LocalFederation(folder, Ticker.system()).withWorker("w1", 2, datasets(), trainer)) {
            float[] plain = numbers(federation, federation.train(spec(3, 10, rest), SHAPE));
            String id = federation.submit(spec(3, 10, rest + MASKED), SHAPE);
            federation.journal().awaitState(id, TaskState.COMPLETED);
            float[] masked = numbers(
                    federation,
                    Objects.requireNonNull(federation.journal().progress(id).model()));
            for (int i = 0; i < plain.length; i++) {
                assertThat(masked[i]).isCloseTo(plain[i], within(2e-5f));
            }
            for (RoundCommit round : federation.journal().rounds(id)) {
                assertThat(round.quorumMet()).isTrue();
                assertThat(round.report().completed()).isEqualTo(10 - dropouts);
                conserves(round.report());
            }
        }
    }

    @Test
    void theModelDoesNotDependOnTheKeysOrOnWhoWorks() {
        Sha256 first;
        try (LocalFederation one = connect("w1", 2)) {
            first = one.train(spec(2, 5, MASKED), SHAPE);
            assertThat(one.train(spec(2, 5, MASKED), SHAPE)).isEqualTo(first);
        }
        try (LocalFederation three = connect("w1", 1)
                .withWorker("w2", 1, datasets(), new LocalTraining())
                .withWorker("w3", 2, datasets(), new LocalTraining())) {
            assertThat(three.train(spec(2, 5, MASKED), SHAPE)).isEqualTo(first);
        }
    }

    /** The threshold of ten is seven. */
    @ParameterizedTest
    @ValueSource(classes = {Work.Advertise.class, Work.Share.class, Work.Train.class, Work.Unmask.class})
    void aRoundCountsWithoutThoseWhoLeaveAtAnyStep(Class<? extends Work> step) {
        try (LocalFederation federation = new LocalFederation(folder, Ticker.system());
                TappedWorker worker = worker(federation, work -> step.isInstance(work) && client(work) < 3)) {
            String id = federation.submit(small(1, MASKED), SHAPE);
            federation.journal().awaitState(id, TaskState.COMPLETED);
            RoundCommit round = federation.journal().rounds(id).get(0);
            boolean sent = step.equals(Work.Unmask.class);
            assertThat(round.quorumMet()).isTrue();
            assertThat(round.report().completed()).isEqualTo(sent ? 10 : 7);
            assertThat(round.report().rejected()).isEqualTo(sent ? 0 : 3);
            conserves(round.report());
            assertThat(worker.results()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Work.Advertise.class, Work.Share.class, Work.Train.class, Work.Unmask.class})
    void belowTheThresholdTheModelStaysAndTheNextRoundGoesOn(Class<? extends Work> step) {
        Predicate<Work> leave = work -> step.isInstance(work) && client(work) < 4 && round(work) == 1;
        try (LocalFederation federation = new LocalFederation(folder, Ticker.system());
                TappedWorker worker = worker(federation, leave)) {
            String id = federation.submit(small(2, MASKED), SHAPE);
            federation.journal().awaitState(id, TaskState.COMPLETED);
            List<RoundCommit> rounds = federation.journal().rounds(id);
            assertThat(rounds).map(RoundCommit::quorumMet).containsExactly(false, true);
            RoundReport missed = rounds.get(0).report();
            assertThat(missed.completed()).isZero();
            assertThat(missed.note()).contains("6 of at least 7").contains("model stays as it was");
            conserves(missed);
            assertThat(rounds.get(0).clients()).extracting(ClientReport::state).containsOnly(ClientState.REJECTED);
            assertThat(worker.results()).isNotEmpty();
        }
    }

    /** The same training without masks says what must not be found in what came with them. */
    @Test
    void whatTheServerGetsIsNearNoUpdate() {
        try (LocalFederation federation = new LocalFederation(folder, Ticker.system());
                TappedWorker worker = worker(federation, work -> false)) {
            federation.train(spec(1, 4, MASKED), SHAPE);
            Map<Integer, byte[]> masked = Map.copyOf(worker.updates());
            federation.train(spec(1, 4, ""), SHAPE);
            Map<Integer, byte[]> plain = worker.updates();
            assertThat(masked.keySet()).isEqualTo(plain.keySet()).hasSize(4);
            masked.forEach((client, bytes) -> plain.forEach((other, frame) -> {
                FloatBuffer floats = buffer(frame)
                        .position(16)
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
                IntBuffer numbers = buffer(bytes).asIntBuffer();
                assertThat(numbers.capacity()).isEqualTo(floats.capacity());
                int near = 0;
                for (int i = 0; i < numbers.capacity(); i++) {
                    int encoded = (int) (floats.get(i) / 4 * (1 << 27));
                    near += Math.abs((double) (numbers.get(i) - encoded)) < (1 << 22) ? 1 : 0;
                }
                // One in 512 is, of numbers that have nothing to do with it.
                assertThat(near / (double) numbers.capacity()).isCloseTo(1 / 512.0, within(0.0015));
            }));
        }
    }

    @Test
    void countsTheBytesOfEveryStep() {
        try (LocalFederation federation = new LocalFederation(folder, Ticker.system());
                TappedWorker worker = worker(federation, work -> false)) {
            String id = federation.submit(spec(1, 4, MASKED), SHAPE);
            federation.journal().awaitState(id, TaskState.COMPLETED);
            RoundReport masked = federation.journal().rounds(id).get(0).report();
            long messages = worker.sent().stream()
                    .filter(text -> text.contains("\"advertised\"") || text.contains("\"shared\""))
                    .mapToLong(String::length)
                    .sum();
            String plain = federation.submit(spec(1, 4, ""), SHAPE);
            federation.journal().awaitState(plain, TaskState.COMPLETED);
            RoundReport open = federation.journal().rounds(plain).get(0).report();
            assertThat(masked.bytesUp() - open.bytesUp()).isGreaterThan(messages);
            assertThat(masked.bytesDown()).isGreaterThan(open.bytesDown());
            assertThat(masked.trainLoss()).isEqualTo(open.trainLoss());
            conserves(masked);
        }
    }

    /** It would spoil the sum, where nobody could see it. */
    @Test
    void aClientKeepsAnUpdateThatIsNotFiniteToItself() {
        LocalTrainer training = new LocalTraining();
        LocalTrainer runsAway = (work, watch) -> {
            LocalUpdate update = training.train(work, watch);
            if (work.client() == 2) {
                update.difference().putFloat(4, Float.NaN);
            }
            return update;
        };
        try (LocalFederation federation =
                new LocalFederation(folder, Ticker.system()).withWorker("w1", 1, datasets(), runsAway)) {
            String id = federation.submit(small(1, MASKED), SHAPE);
            federation.journal().awaitState(id, TaskState.COMPLETED);
            RoundCommit round = federation.journal().rounds(id).get(0);
            assertThat(round.quorumMet()).isTrue();
            assertThat(round.clients().get(2).state()).isEqualTo(ClientState.REJECTED);
            assertThat(round.clients().get(2).reason()).contains("not finite");
        }
    }

    @Test
    void aTaskThatIsStoppedInARoundGoesOnWithNewKeysToTheSameModel() {
        Sha256 undisturbed;
        try (LocalFederation federation = connect("w1", 2)) {
            undisturbed = federation.train(spec(4, 5, MASKED), SHAPE);
        }
        LocalFederation stopped = connect("w1", 2);
        String id = stopped.submit(spec(4, 5, MASKED), SHAPE);
        stopped.journal().awaitRound(id, 2);
        stopped.close();
        assertThat(stopped.journal().rounds(id).size()).isBetween(2, 4);
        try (LocalFederation next = new LocalFederation(folder, Ticker.system(), stopped.journal())
                .withWorker("w1", 2, datasets(), new LocalTraining())) {
            next.orchestrator().recover();
            next.journal().awaitState(id, TaskState.COMPLETED);
            assertThat(next.journal().progress(id).model()).isEqualTo(undisturbed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each site keeps its keys; the way is the same. */
    @Test
    void sitesAreAskedByTheSameErrands() {
        TaskSpec spec = spec(2, 3, ",'partition':{'scheme':'by-worker'}" + MASKED);
        List<Federation.Site> sites =
                List.of(new Federation.Site("w1", "a"), new Federation.Site("w2", "b"), new Federation.Site("w3", "c"));
        try (LocalFederation federation = connect("w1", 1)
                .withWorker("w2", 1, datasets(), new LocalTraining())
                .withWorker("w3", 1, datasets(), new LocalTraining())) {
            String id = federation.submit(spec, SHAPE, new Federation(sites, null));
            federation.journal().awaitState(id, TaskState.COMPLETED);
            assertThat(federation.journal().rounds(id))
                    .allSatisfy(round -> assertThat(round.clients())
                            .extracting(ClientReport::worker)
                            .containsExactly("w1", "w2", "w3"));
            assertThat(federation.journal().rounds(id)).allMatch(RoundCommit::quorumMet);
        }
    }

    @Test
    void clientsBeyondNeedAreNotWaitedForAndTheirMasksComeOff() {
        try (LocalFederation federation = connect("w1", 1)) {
            TaskSpec spec =
                    Specs.of("{'dataset':'blobs','model':{'preset':'logistic'},'training':{'rounds':2,'batchSize':8},"
                            + "'clients':{'count':12,'fraction':0.5,'overSelection':0.5}" + MASKED + "}");
            String id = federation.submit(spec, SHAPE);
            federation.journal().awaitState(id, TaskState.COMPLETED);
            assertThat(federation.journal().rounds(id)).allSatisfy(round -> {
                assertThat(round.quorumMet()).isTrue();
                assertThat(round.report().completed()).isEqualTo(6);
                assertThat(round.report().late()).isEqualTo(3);
                conserves(round.report());
            });
        }
    }

    private static void conserves(RoundReport report) {
        assertThat(report.selected()).isEqualTo(report.completed() + report.late() + report.rejected() + report.lost());
    }

    private static int client(Work work) {
        return numbers(work)[1];
    }

    private static int round(Work work) {
        return numbers(work)[0];
    }

    private static int[] numbers(Work work) {
        if (work instanceof Work.Train train) {
            return new int[] {train.round(), train.client()};
        } else if (work instanceof Work.Advertise advertise) {
            return new int[] {advertise.round(), advertise.client()};
        } else if (work instanceof Work.Share share) {
            return new int[] {share.round(), share.client()};
        } else if (work instanceof Work.Unmask unmask) {
            return new int[] {unmask.round(), unmask.client()};
        }
        throw new AssertionError(work);
    }

    private static TaskSpec spec(int rounds, int clients, String rest) {
        return Specs.of("{'dataset':'blobs','model':{'preset':'mlp'},'training':{'rounds':" + rounds
                + ",'batchSize':8,'learningRate':0.02},'clients':{'count':" + clients + "}" + rest + "}");
    }

    /** Ten clients and a model that costs nothing. */
    private static TaskSpec small(int rounds, String rest) {
        return Specs.of("{'dataset':'blobs','model':{'preset':'logistic'},'training':{'rounds':" + rounds
                + ",'batchSize':8},'clients':{'count':10}" + rest + "}");
    }

    private static DatasetCatalog datasets() {
        return DatasetCatalog.of(SyntheticDataset.blobs("blobs", SHAPE, 320, 60, 1));
    }

    private LocalFederation connect(String id, int slots) {
        return new LocalFederation(folder, Ticker.system()).withWorker(id, slots, datasets(), new LocalTraining());
    }

    private static TappedWorker worker(LocalFederation federation, Predicate<Work> lost) {
        return new TappedWorker("w1", 2, datasets(), federation, lost);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] numbers(LocalFederation federation, Sha256 model) throws IOException {
        ModelGraph graph = ModelGraph.of(spec(1, 1, "").model(), SHAPE);
        int header = Safetensors.header(graph.layout()).remaining();
        ByteBuffer bytes =
                ByteBuffer.allocate((int) Safetensors.fileSize(graph.layout())).order(ByteOrder.LITTLE_ENDIAN);
        try (var file = federation.artifacts().open(model)) {
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // Until all is there.
            }
        }
        float[] numbers = new float[(bytes.capacity() - header) / Float.BYTES];
        bytes.position(header)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        return numbers;
    }
}
