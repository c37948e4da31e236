package io.tributary.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.FashionMnist;
import io.tributary.worker.data.Share;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.engine.Network;
import io.tributary.worker.engine.Torch;
import io.tributary.worker.evaluation.Evaluation;
import io.tributary.worker.loss.Loss;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class LocalTrainingTest {
    private static final Dataset BLOBS = SyntheticDataset.blobs("blobs", new DataShape(1, 4, 4, 3), 100, 60, 1);

    /** One dense layer, one batch of all examples: the update is minus the rate times the mean gradient. */
    @Test
    void oneStepIsTheRateTimesTheMeanGradient() {
        TaskSpec spec = spec("{\"preset\":\"logistic\"}", "\"batchSize\":100,\"learningRate\":0.5");
        try (Network network = network(spec, BLOBS)) {
            ByteBuffer start = zeros(network);

            LocalUpdate update = train(spec, BLOBS, network, start, 100, Watch.none());

            assertThat(update.loss()).isCloseTo(Math.log(3), within(1e-6));
            assertThat(update.examples()).isEqualTo(100);
            // With zero weights every class gets a third; the bias of class c feels 1/3 minus its share of labels.
            int bias = 4 * 16 * 3;
            assertThat(update.difference().remaining()).isEqualTo(bias + 12);
            assertThat(update.difference().getFloat(bias)).isCloseTo(-0.5f * (1 / 3f - 0.34f), within(1e-6f));
            assertThat(update.difference().getFloat(bias + 4)).isCloseTo(-0.5f * (1 / 3f - 0.33f), within(1e-6f));
        }
    }

    /** The second of two rounds: half the rate, so half the only step. */
    @Test
    void theScheduleShortensTheStepsOfLaterRounds() {
        String logistic = "{\"preset\":\"logistic\"}";
        TaskSpec constant = spec(logistic, "\"batchSize\":100,\"rounds\":2");
        TaskSpec linear = spec(logistic, "\"batchSize\":100,\"rounds\":2,\"schedule\":\"linear\"");
        try (Network network = network(constant, BLOBS)) {
            ByteBuffer start = zeros(network);
            ByteBuffer first = bits(constant, network, start, 100, 1, 0);
            assertThat(bits(linear, network, start, 100, 1, 0)).isEqualTo(first);

            ByteBuffer second = bits(linear, network, start, 100, 2, 0);

            int bias = 4 * 16 * 3;
            float whole = first.order(ByteOrder.LITTLE_ENDIAN).getFloat(bias);
            assertThat(second.order(ByteOrder.LITTLE_ENDIAN).getFloat(bias)).isCloseTo(whole / 2, within(1e-7f));
        }
    }

    @Test
    void theLastSmallerBatchIsTrainedToo() {
        TaskSpec spec = spec("{\"preset\":\"logistic\"}", "\"batchSize\":32,\"localEpochs\":2");
        List<Long> done = new ArrayList<>();
        try (Network network = network(spec, BLOBS)) {
            train(spec, BLOBS, network, zeros(network), 100, watch(done, Long.MAX_VALUE));
        }

        assertThat(done).endsWith(200L).hasSizeLessThanOrEqualTo(10).isSorted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "the order of the examples; 50; {\"type\":\"activation\"}",
                "the masks of dropout; 1; {\"type\":\"dropout\"}"
            })
    void seedRoundAndClientDecide(String what, int examples, String layer) {
        TaskSpec spec = spec(
                "{\"layers\":[{\"type\":\"flatten\"},{\"type\":\"dense\",\"units\":8}," + layer
                        + ",{\"type\":\"dense\"}]}",
                "\"batchSize\":16");
        try (Network network = network(spec, BLOBS)) {
            ByteBuffer start = InitialWeights.of(network.graph().layout(), 1);
            ByteBuffer first = bits(spec, network, start, examples, 1, 0);

            assertThat(bits(spec, network, start, examples, 1, 0)).isEqualTo(first);
            assertThat(bits(spec, network, start, examples, 2, 0)).isNotEqualTo(first);
            assertThat(bits(spec, network, start, examples, 1, 1)).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "adamw", "rmsprop", "adagrad"})
    void everyOptimizerMakesTheLossSmaller(String optimizer) {
        TaskSpec spec = spec(
                "{\"preset\":\"mlp\"}",
                "\"batchSize\":10,\"localEpochs\":3,\"learningRate\":0.01,\"optimizer\":\"" + optimizer + "\"");
        try (Network network = network(spec, BLOBS)) {
            ByteBuffer start = InitialWeights.of(network.graph().layout(), 1);
            double before = evaluate(network, start, BLOBS);

            ByteBuffer trained = sum(
                    start, train(spec, BLOBS, network, start, 100, Watch.none()).difference());

            assertThat(evaluate(network, trained, BLOBS)).isLessThan(0.7 * before);
        }
    }

    @Test
    void aClientOfFashionMnistLearns() {
        Dataset clothes = DatasetCatalog.standard(null).get(FashionMnist.ID);
        TaskSpec spec = spec("{\"preset\":\"lenet5\"}", "\"learningRate\":0.05");
        try (Network network = network(spec, clothes)) {
            ByteBuffer start = InitialWeights.of(network.graph().layout(), 42);

            LocalUpdate update = train(spec, clothes, network, start, 6_000, Watch.none());

            double trained = update.loss();
            ByteBuffer weights = sum(start, update.difference());
            Evaluation.Slice slice = new Evaluation.Slice(clothes.test(), 0, 2_000, 32);
            Evaluation test =
                    Evaluation.of(weights, slice, Loss.of(TaskSpec.Loss.CROSS_ENTROPY), network, Watch.none());
            long right = IntStream.range(0, 10)
                    .mapToLong(label -> test.confusion().get(label).get(label))
                    .sum();
            assertThat(trained).isBetween(0.4, 1.2);
            assertThat(right / 2000.0).isGreaterThan(0.7);
        }
    }

    @Test
    void aTrainingThatRunsAwaySaysWhatToLower() {
        TaskSpec spec = spec("{\"preset\":\"mlp\"}", "\"batchSize\":10,\"localEpochs\":20,\"learningRate\":100");
        try (Network network = network(spec, BLOBS)) {
            ByteBuffer start = InitialWeights.of(network.graph().layout(), 1);

            assertThatThrownBy(() -> train(spec, BLOBS, network, start, 100, Watch.none()))
                    .isInstanceOfSatisfying(
                            TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TRAINING_FAILED))
                    .hasMessageContaining("client 0 in round 1 ran away")
                    .hasMessageContaining("Lower training.learningRate (now 100.0)");
        }
    }

    @Test
    void weightsThatOverflowInTheLastStepAreNoticed() {
        TaskSpec spec = spec("{\"preset\":\"logistic\"}", "\"batchSize\":100,\"learningRate\":100");
        try (Network network = network(spec, BLOBS)) {
            ByteBuffer start = zeros(network);
            // Far out, where the loss is finite and the rate times the gradient is beyond all floats.
            Dataset huge = Dataset.of(BLOBS.info(), filled(1600, 3e37f), new int[100], filled(960, 1), new int[60]);

            assertThatThrownBy(() -> train(spec, huge, network, start, 100, Watch.none()))
                    .hasMessageContaining("some weights are no longer finite");
        }
    }

    @Test
    void stopsSoonAfterItIsCancelled() {
        TaskSpec spec = spec("{\"preset\":\"mlp\"}", "\"batchSize\":10,\"localEpochs\":1000");
        List<Long> done = new ArrayList<>();
        try (Network network = network(spec, BLOBS)) {
            ByteBuffer start = InitialWeights.of(network.graph().layout(), 1);

            assertThatThrownBy(() -> train(spec, BLOBS, network, start, 100, watch(done, 10_000)))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(done).containsExactly(10_000L);
    }

    @Test
    void calibrationMeasuresAndRemembers() {
        TaskSpec spec = spec("{\"preset\":\"logistic\"}", "\"batchSize\":10");
        ModelGraph graph = ModelGraph.of(spec.model(), BLOBS.info().shape());
        Calibration calibration = new Calibration("cpu");

        Calibration.Cost cost = calibration.of(graph, spec.training());

        assertThat(cost.trainBatch()).isBetween(1e-6, 0.1);
        assertThat(cost.testExample()).isBetween(1e-7, 0.01);
        assertThat(calibration.of(graph, spec.training())).isSameAs(cost);
    }

    @Test
    void calibrationMeasuresWhatWouldDiverge() {
        TaskSpec spec = spec("{\"preset\":\"mlp\"}", "\"learningRate\":100,\"momentum\":0.99");
        ModelGraph graph = ModelGraph.of(spec.model(), BLOBS.info().shape());
        assertThat(new Calibration("cpu").of(graph, spec.training()).trainBatch())
                .isPositive();
    }

    private static TaskSpec spec(String model, String training) {
        return JsonMapper.shared()
                .readValue("{\"model\":" + model + ",\"training\":{" + training + "}}", TaskSpec.class);
    }

    private static Network network(TaskSpec spec, Dataset dataset) {
        return Torch.network(
                ModelGraph.of(spec.model(), dataset.info().shape()),
                spec.training().batchSize(),
                "cpu");
    }

    private static LocalUpdate train(
            TaskSpec spec, Dataset dataset, Network network, ByteBuffer start, int examples, Watch watch) {
        Share share = new Share(dataset.train(), IntStream.range(0, examples).toArray());
        return new LocalTraining().train(new ClientRound(spec, 1, 0, share, start, network), watch);
    }

    private static ByteBuffer bits(
            TaskSpec spec, Network network, ByteBuffer start, int examples, int round, int client) {
        Share share = new Share(BLOBS.train(), IntStream.range(0, examples).toArray());
        LocalUpdate update =
                new LocalTraining().train(new ClientRound(spec, round, client, share, start, network), Watch.none());
        return ByteBuffer.allocate(update.difference().remaining())
                .put(update.difference())
                .flip();
    }

    private static double evaluate(Network network, ByteBuffer weights, Dataset dataset) {
        Evaluation.Slice slice =
                new Evaluation.Slice(dataset.test(), 0, dataset.test().count(), 10);
        return Evaluation.of(weights, slice, Loss.of(TaskSpec.Loss.CROSS_ENTROPY), network, Watch.none())
                .lossSum();
    }

    private static ByteBuffer zeros(Network network) {
        return ByteBuffer.allocateDirect(network.weights().capacity()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer sum(ByteBuffer a, ByteBuffer b) {
        ByteBuffer sum = ByteBuffer.allocateDirect(a.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < a.capacity(); i += 4) {
            sum.putFloat(i, a.getFloat(i) + b.getFloat(i));
        }
        return sum;
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    private static Watch watch(List<Long> done, long cancelAt) {
        return new Watch() {
            @Override
            public boolean cancelled() {
                return !done.isEmpty() && done.get(done.size() - 1) >= cancelAt;
            }

            @Override
            public void progress(long examplesDone, long examplesTotal) {
                done.add(examplesDone);
            }
        };
    }
}
