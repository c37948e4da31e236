package io.tributary.worker;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.Examples;
import io.tributary.worker.engine.Network;
import io.tributary.worker.engine.Torch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shows single examples, and what a model takes them for. For data sets that anyone may look at: the pictures leave the
 * worker. Safe for use by many threads.
 */
public final class Showcase {
    private final DatasetCatalog datasets;
    private final ModelReader models;
    private final String device;

    /** @param device {@code cpu}, {@code cuda:N} or {@code auto} */
    public Showcase(DatasetCatalog datasets, ArtifactStore artifacts, String device) {
        this.datasets = datasets;
        this.models = new ModelReader(artifacts);
        this.device = device;
    }

    /**
     * One example and what the model says.
     *
     * @param example index among the held-out examples
     * @param label the true one
     * @param predicted the model's
     * @param confidence softmax of the predicted label's logit, 0..1
     * @param pixels 0..255, (channels, height, width) in row-major order
     */
    public record Prediction(int example, int label, int predicted, double confidence, List<Integer> pixels) {
        public Prediction {
            pixels = List.copyOf(pixels);
        }
    }

    /**
     * Runs the model on held-out examples that are spread evenly over the set.
     *
     * @param count how many, at least 1; no more than there are are shown
     * @throws io.tributary.protocol.error.TributaryException where data set or model cannot be read
     */
    public List<Prediction> predict(TaskSpec spec, Sha256 model, int count) {
        Dataset dataset = datasets.get(spec.dataset());
        Examples test = dataset.test();
        ModelGraph graph = ModelGraph.of(spec.model(), dataset.info().shape());
        ByteBuffer weights = models.read(model, graph.layout());
        int rows = Math.min(count, test.count());
        int classes = test.shape().classes();
        try (Network network = Torch.network(graph, rows, Torch.resolveDevice(device))) {
            network.weights().put(0, weights, 0, network.weights().capacity());
            network.weightsChanged();
            for (int row = 0; row < rows; row++) {
                test.copyTo(network.inputs(), row, example(row, rows, test));
            }
            float[] logits = network.logits(rows);
            List<Prediction> predictions = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                int example = example(row, rows, test);
                int predicted = largest(logits, row * classes, classes);
                predictions.add(new Prediction(
                        example,
                        test.label(example),
                        predicted,
                        softmax(logits, row * classes, classes, predicted),
                        pixels(network.inputs(), row, dataset.info())));
            }
            return predictions;
        }
    }

    /**
     * The first training examples of a label.
     *
     * @param count how many, at least 1; no more than there are are shown
     * @return the pixels of each, as in {@link Prediction}
     * @throws io.tributary.protocol.error.TributaryException where the data set cannot be read
     */
    public List<List<Integer>> samples(String dataset, int label, int count) {
        Dataset found = datasets.get(dataset);
        Examples train = found.train();
        ByteBuffer one = ByteBuffer.allocate(4 * train.shape().features()).order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, train.count())
                .filter(example -> train.label(example) == label)
                .limit(count)
                .mapToObj(example -> {
                    train.copyTo(one, 0, example);
                    return pixels(one, 0, found.info());
                })
                .toList();
    }

    private static int example(int row, int rows, Examples test) {
        return (int) ((long) row * test.count() / rows);
    }

    private static int largest(float[] logits, int start, int classes) {
        int largest = 0;
        for (int i = 1; i < classes; i++) {
            largest = logits[start + i] > logits[start + largest] ? i : largest;
        }
        return largest;
    }

    private static double softmax(float[] logits, int start, int classes, int largest) {
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += Math.exp(logits[start + i] - (double) logits[start + largest]);
        }
        return 1 / sum;
    }

    private static List<Integer> pixels(ByteBuffer inputs, int row, DatasetInfo info) {
        int features = info.shape().features();
        List<Integer> pixels = new ArrayList<>(features);
        for (int i = 0; i < features; i++) {
            double scaled = inputs.getFloat(4 * (row * features + i)) * info.deviation() + info.mean();
            pixels.add((int) Math.max(0, Math.min(255, Math.round(255 * scaled))));
        }
        return pixels;
    }
}
