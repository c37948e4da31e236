package io.tributary.worker;

import static io.tributary.worker.WorkerHarness.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.compression.UpdateReader;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.JointData;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.site.OwnData;
import io.tributary.worker.training.LocalTrainer;
import io.tributary.worker.training.LocalTraining;
import io.tributary.worker.training.LocalUpdate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTest {
    private static final DataShape SHAPE = new DataShape(1, 8, 8, 3);
    private static final DatasetCatalog DATA = DatasetCatalog.of(SyntheticDataset.blobs("blobs", SHAPE, 300, 90, 1));
    private static final TaskSpec SPEC =
            spec("{\"dataset\":\"blobs\",\"model\":{\"preset\":\"mlp\"},\"training\":{\"batchSize\":8}}");
    private static final Sha256 NOWHERE = new Sha256("0".repeat(64));

    @TempDir
    Path folder;

    @Test
    void saysHelloWithWhatItHasAndCanDo() {
        try (WorkerHarness harness = new WorkerHarness(folder, 2, DATA)) {
            assertThat(harness.hello().name()).isEqualTo("test");
            assertThat(harness.hello().protocol()).isEqualTo(WorkerMessage.PROTOCOL_VERSION);
            assertThat(harness.hello().slots()).isEqualTo(2);
            assertThat(harness.hello().device()).isEqualTo("cpu");
            assertThat(harness.hello().engine()).startsWith("PyTorch");
            assertThat(harness.hello().datasets()).isEqualTo(DATA.info());
            assertThat(harness.hello().optimizers()).contains("sgd", "adam");
            assertThat(harness.hello().codecs()).isEqualTo(Compressors.ids());
        }
    }

    @Test
    void describesInitialisesTrainsAndEvaluates() throws IOException {
        ModelGraph graph = ModelGraph.of(SPEC.model(), SHAPE);
        try (WorkerHarness harness = new WorkerHarness(folder, 1, DATA)) {
            Result.Described described = harness.run(SPEC, new Work.Describe(), Result.Described.class);
            assertThat(described.testExamples()).isEqualTo(90);
            assertThat(described.clients())
                    .hasSize(10)
                    .extracting(ClientData::examples)
                    .containsOnly(30L);

            Sha256 weights = harness.initialise(SPEC);
            assertThat(harness.artifacts.size(weights)).isEqualTo(Safetensors.fileSize(graph.layout()));

            Result.Trained trained = harness.run(SPEC, new Work.Train(1, 3, weights, null), Result.Trained.class);
            assertThat(trained.examples()).isEqualTo(30);
            assertThat(trained.loss()).isBetween(0.0, 10.0);
            assertThat(trained.cpuSeconds()).isBetween(0.0, 10.0).isNotZero();
            assertThat(harness.progress()).isNotEmpty().hasSizeLessThanOrEqualTo(10);
            try (SeekableByteChannel frame = harness.artifacts.open(trained.update());
                    UpdateReader reader = Compressors.none().open(frame, graph.parameters())) {
                float[] update = new float[(int) graph.parameters()];
                reader.read(update, update.length);
                assertThat(update).doesNotContain(Float.NaN);
                assertThat(IntStream.range(0, update.length).filter(i -> update[i] != 0))
                        .isNotEmpty();
            }

            Result.Evaluated evaluated = harness.run(SPEC, new Work.Evaluate(weights, 0, 90), Result.Evaluated.class);
            assertThat(evaluated.examples()).isEqualTo(90);
            assertThat(evaluated.confusion()).hasSize(3);
        }
    }

    @Test
    void summarisesAndTrainsASitesOwnDataInTheEncodingOfTheTask() throws IOException {
        Path table = Files.writeString(
                folder.resolve("own.csv"), "age,sex,sick\n" + "63,m,yes\n37,f,no\n?,m,yes\n41,f,no\n".repeat(10));
        DatasetCatalog own = new DatasetCatalog(List.of(OwnData.of("heart=" + table)));
        TaskSpec spec =
                spec("{\"dataset\":\"heart\",\"model\":{\"preset\":\"mlp\"},\"partition\":{\"scheme\":\"by-worker\"}}");
        try (WorkerHarness harness = new WorkerHarness(folder.resolve("store"), 1, own)) {
            DatasetInfo info = harness.hello().datasets().get(0);
            DatasetInfo other = new DatasetInfo(
                    "heart", "", "", info.shape(), List.of("maybe", "no"), 1, 1, 0, 1, info.columns(), true);
            Encoding encoding = JointData.of(
                            List.of(new JointData.Site("here", info), new JointData.Site("there", other)))
                    .encoding();

            Result.Summarised sums = harness.run(spec, new Work.Summarise(), encoding, Result.Summarised.class);
            assertThat(sums.moments()).hasSize(1).first().satisfies(ages -> {
                // The missing ones do not count.
                assertThat(ages.count()).isBetween(22L, 31L);
                assertThat(ages.mean()).isBetween(40.0, 55.0);
            });
            Encoding scaled = encoding.scaledBy(List.of(sums.moments()));
            Result.Described described = harness.run(spec, new Work.Describe(), scaled, Result.Described.class);
            assertThat(described.clients()).containsExactly(new ClientData(0, 32, List.of(0L, 16L, 16L)));
            Sha256 weights = harness.run(spec, new Work.Initialise(), scaled, Result.Initialised.class)
                    .weights();
            Result.Trained trained =
                    harness.run(spec, new Work.Train(1, 6, weights, null), scaled, Result.Trained.class);
            assertThat(trained.examples()).isEqualTo(32);
            Result.Evaluated evaluated =
                    harness.run(spec, new Work.Evaluate(weights, 0, 8), scaled, Result.Evaluated.class);
            assertThat(evaluated.confusion()).hasSize(3);
        }
    }

    @Test
    void oneAndTwoSlotsGiveTheSameBits() {
        TaskSpec spec = spec("""
                {"dataset": "blobs", "training": {"batchSize": 7, "localEpochs": 2, "optimizer": "adam", "learningRate": 0.001},
                 "model": {"layers": [{"type": "conv", "filters": 8, "kernel": 3, "padding": 1}, {"type": "group-norm"},
                  {"type": "activation"}, {"type": "dropout"}, {"type": "max-pool"}, {"type": "flatten"}, {"type": "dense"}]}}""");

        assertThat(updates(spec, folder.resolve("two"), 2)).isEqualTo(updates(spec, folder.resolve("one"), 1));
    }

    @Test
    void answersEveryAssignmentExactlyOnceWhateverHappens() {
        LocalTrainer moody = (work, watch) -> switch (work.client() % 4) {
            case 0 -> throw new IllegalStateException("Client " + work.client() + " has a bad day");
            case 1 -> throw new StackOverflowError();
            case 2 -> throw new OutOfMemoryError("Direct buffer memory");
            default -> new LocalTraining().train(work, watch);
        };
        try (WorkerHarness harness = new WorkerHarness(folder, 2, DATA, moody)) {
            Sha256 weights = harness.initialise(SPEC);
            List<String> asked = new ArrayList<>();
            for (int client = 0; client < 10; client++) {
                asked.add(harness.assign(SPEC, new Work.Train(1, client, weights, null)));
                asked.add(harness.assign(SPEC, new Work.Evaluate(weights, client, 80 + client)));
            }
            List<String> answered = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                WorkerMessage answer = harness.next();
                if (answer instanceof WorkerMessage.Failed failed) {
                    answered.add(failed.assignment());
                    assertThat(failed.code()).isIn(ErrorCode.INTERNAL, ErrorCode.TRAINING_FAILED);
                    assertThat(failed.message()).containsAnyOf("bad day", "StackOverflow", "ran out of memory");
                } else if (answer instanceof WorkerMessage.Done done) {
                    answered.add(done.assignment());
                }
            }
            assertThat(answered).containsExactlyInAnyOrderElementsOf(asked);
            // The slots still work.
            harness.run(SPEC, new Work.Train(1, 3, weights, null), Result.Trained.class);
            assertThat(harness.worker.pending()).isZero();
        }
    }

    @Test
    void sendsWhatAClientMadeEvenIfItIsNoUpdate() throws IOException {
        LocalTrainer strange =
                (work, watch) -> new LocalUpdate(ByteBuffer.allocateDirect(12).putFloat(0, Float.NaN), 1, 5);
        try (WorkerHarness harness = new WorkerHarness(folder, 1, DATA, strange)) {
            Sha256 weights = harness.initialise(SPEC);

            Result.Trained trained = harness.run(SPEC, new Work.Train(1, 0, weights, null), Result.Trained.class);

            assertThat(harness.artifacts.size(trained.update())).isEqualTo(16 + 12);
        }
    }

    @Test
    void aCancelledAssignmentStopsAndIsNotAnswered() throws InterruptedException {
        CountDownLatch training = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        LocalTrainer endless = (work, watch) -> {
            training.countDown();
            try {
                while (true) {
                    watch.check();
                    Thread.onSpinWait();
                }
            } finally {
                stopped.countDown();
            }
        };
        try (WorkerHarness harness = new WorkerHarness(folder, 1, DATA, endless)) {
            Sha256 weights = harness.initialise(SPEC);
            String running = harness.assign(SPEC, new Work.Train(1, 0, weights, null));
            String queued = harness.assign(SPEC, new Work.Train(1, 1, weights, null));
            training.await();

            harness.worker.receive(new ServerMessage.Cancel(queued));
            harness.worker.receive(new ServerMessage.Cancel(running));
            harness.worker.receive(new ServerMessage.Cancel("unknown"));

            stopped.await();
            harness.run(SPEC, new Work.Describe(), Result.Described.class);
            assertThat(harness.unheard()).isZero();
            assertThat(harness.worker.pending()).isZero();
        }
    }

    @Test
    void aNewerLeaseReplacesTheOlderOneAndARepeatedOneIsIgnored() throws InterruptedException {
        CountDownLatch training = new CountDownLatch(1);
        LocalTrainer endlessAtFirst = (work, watch) -> {
            if (training.getCount() > 0) {
                training.countDown();
                while (true) {
                    watch.check();
                    Thread.onSpinWait();
                }
            }
            return new LocalTraining().train(work, watch);
        };
        try (WorkerHarness harness = new WorkerHarness(folder, 1, DATA, endlessAtFirst)) {
            Work work = new Work.Train(1, 0, harness.initialise(SPEC), null);
            harness.worker.receive(new ServerMessage.Assign(new Assignment("lease", 1, "task", SPEC, work)));
            training.await();
            harness.worker.receive(new ServerMessage.Assign(new Assignment("lease", 1, "task", SPEC, work)));

            harness.worker.receive(new ServerMessage.Assign(new Assignment("lease", 2, "task", SPEC, work)));

            assertThat(harness.next())
                    .isInstanceOfSatisfying(
                            WorkerMessage.Done.class,
                            done -> assertThat(done.epoch()).isEqualTo(2));
            harness.run(SPEC, new Work.Describe(), Result.Described.class);
            assertThat(harness.unheard()).isZero();
        }
    }

    @Test
    void aDrainingWorkerFinishesWhatItHasAndRefusesTheRest() {
        try (WorkerHarness harness = new WorkerHarness(folder, 1, DATA)) {
            Sha256 weights = harness.initialise(SPEC);
            for (int client = 0; client < 5; client++) {
                harness.assign(SPEC, new Work.Train(1, client, weights, null));
            }
            harness.worker.receive(new ServerMessage.Drain());
            String late = harness.assign(SPEC, new Work.Train(1, 5, weights, null));

            int done = 0;
            for (int i = 0; i < 6; i++) {
                WorkerMessage answer = harness.next();
                if (answer instanceof WorkerMessage.Failed failed) {
                    assertThat(failed.assignment()).isEqualTo(late);
                    assertThat(failed.code()).isEqualTo(ErrorCode.WRONG_STATE);
                    assertThat(failed.message()).contains("draining");
                } else {
                    done++;
                }
            }
            assertThat(done).isEqualTo(5);
        }
    }

    @Test
    void closingGivesRunningWorkUpWithoutAnAnswer() throws InterruptedException {
        CountDownLatch training = new CountDownLatch(1);
        LocalTrainer endless = (work, watch) -> {
            training.countDown();
            while (true) {
                watch.check();
                Thread.onSpinWait();
            }
        };
        WorkerHarness harness = new WorkerHarness(folder, 2, DATA, endless);
        Sha256 weights = harness.initialise(SPEC);
        harness.assign(SPEC, new Work.Train(1, 0, weights, null));
        training.await();

        harness.close();
        harness.close();

        assertThat(harness.unheard()).isZero();
        harness.assign(SPEC, new Work.Describe());
        assertThat(harness.failure().message()).contains("shutting down");
    }

    @Test
    void aServerThatCannotBeReachedDoesNotStopASlot() throws InterruptedException {
        CountDownLatch answers = new CountDownLatch(3);
        try (WorkerHarness harness = new WorkerHarness(folder, 1, DATA);
                Worker worker = new Worker(new WorkerSettings("alone", 1, "cpu"), DATA, harness.artifacts, message -> {
                    answers.countDown();
                    throw new IllegalStateException("no line");
                })) {
            worker.start();
            worker.receive(new ServerMessage.Assign(new Assignment("a", 1, "task", SPEC, new Work.Describe())));
            worker.receive(new ServerMessage.Assign(new Assignment("b", 1, "task", SPEC, new Work.Describe())));

            answers.await();
        }
        assertThat(answers.getCount()).isZero();
    }

    @Test
    void aMissingModelIsAFailureThatNamesIt() {
        try (WorkerHarness harness = new WorkerHarness(folder, 1, DATA)) {
            harness.assign(SPEC, new Work.Train(1, 0, NOWHERE, null));

            WorkerMessage.Failed failed = harness.failure();
            assertThat(failed.code()).isEqualTo(ErrorCode.ARTIFACT_CORRUPT);
            assertThat(failed.message()).contains(NOWHERE.hex()).contains("not in the worker's store");
        }
    }

    @Test
    void aModelOfAnotherTaskIsRefused() throws IOException {
        ModelGraph graph = ModelGraph.of(SPEC.model(), SHAPE);
        try (WorkerHarness harness = new WorkerHarness(folder, 1, DATA)) {
            ByteBuffer header = Safetensors.header(graph.layout());
            ByteBuffer weights = ByteBuffer.allocate((int) (4 * graph.parameters()));
            ByteBuffer otherHeader = ByteBuffer.allocate(header.capacity()).put(header.duplicate());
            otherHeader.put(30, (byte) 'x').flip();
            Sha256 tooShort = harness.artifacts.put(
                    Durability.VOLATILE, header, weights.duplicate().limit(100));
            Sha256 otherTensors = harness.artifacts.put(Durability.VOLATILE, otherHeader, weights);

            harness.assign(SPEC, new Work.Train(1, 0, tooShort, null));
            assertThat(harness.failure())
                    .extracting(WorkerMessage.Failed::code, WorkerMessage.Failed::message)
                    .satisfiesExactly(
                            code -> assertThat(code).isEqualTo(ErrorCode.ARTIFACT_CORRUPT),
                            message -> assertThat((String) message).contains("bytes, the task's model takes"));
            harness.assign(SPEC, new Work.Evaluate(otherTensors, 0, 10));
            assertThat(harness.failure().message()).contains("names other tensors");
        }
    }

    @Test
    void aModelWhoseBytesChangedOnTheDiskIsRefused() throws IOException {
        try (WorkerHarness harness = new WorkerHarness(folder, 1, DATA)) {
            Sha256 weights = harness.initialise(SPEC);
            Path file = folder.resolve(weights.hex().substring(0, 2)).resolve(weights.hex());
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            Files.write(file, bytes);

            harness.assign(SPEC, new Work.Train(1, 0, weights, null));

            assertThat(harness.failure().message()).contains("its bytes hash to");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"dataset\":\"mnist\"}",
                "{\"dataset\":\"blobs\",\"training\":{\"optimizer\":\"adm\"}}",
                "{\"dataset\":\"blobs\",\"compression\":{\"uplink\":{\"scheme\":\"zip\"}}}",
                "{\"dataset\":\"blobs\",\"clients\":{\"count\":301}}",
                "{\"dataset\":\"blobs\",\"model\":{\"preset\":\"vgg\"}}",
                "{\"dataset\":\"blobs\",\"model\":{\"layers\":[{\"type\":\"flatten\"}]}}"
            })
    void aSpecThatItCannotFollowIsAFailureAndNotADefect(String json) {
        try (WorkerHarness harness = new WorkerHarness(folder, 1, DATA)) {
            Sha256 weights = harness.initialise(spec("{\"dataset\":\"blobs\",\"model\":{\"preset\":\"mlp\"}}"));
            String model = json.contains("model") ? json : json.replaceFirst("}$", ",\"model\":{\"preset\":\"mlp\"}}");

            harness.assign(spec(model), new Work.Train(1, 0, weights, null));

            assertThat(harness.failure().code())
                    .isIn(ErrorCode.INVALID_SPEC, ErrorCode.DATASET_UNUSABLE, ErrorCode.NOT_AVAILABLE_YET);
        }
    }

    @Test
    void slotsKeepWorkingWhenTasksAlternate() {
        try (WorkerHarness harness = new WorkerHarness(folder, 2, DATA)) {
            for (String preset : List.of("logistic", "mlp", "logistic", "resnet8", "mlp", "logistic")) {
                TaskSpec spec = spec("{\"dataset\":\"blobs\",\"model\":{\"preset\":\"" + preset + "\"}}");
                Sha256 weights = harness.initialise(spec);
                harness.run(spec, new Work.Train(1, 0, weights, null), Result.Trained.class);
                harness.run(spec, new Work.Evaluate(weights, 0, 90), Result.Evaluated.class);
            }
        }
    }

    private static List<Sha256> updates(TaskSpec spec, Path folder, int slots) {
        List<Sha256> updates = new ArrayList<>();
        try (WorkerHarness harness = new WorkerHarness(folder, slots, DATA)) {
            Sha256 weights = harness.initialise(spec);
            List<String> asked = new ArrayList<>();
            for (int client = 0; client < 10; client++) {
                asked.add(harness.assign(spec, new Work.Train(1, client, weights, null)));
            }
            Sha256[] byClient = new Sha256[10];
            for (int i = 0; i < 10; i++) {
                WorkerMessage.Done done = (WorkerMessage.Done) harness.next();
                byClient[asked.indexOf(done.assignment())] = ((Result.Trained) done.result()).update();
            }
            updates.addAll(List.of(byClient));
        }
        return updates;
    }
}
