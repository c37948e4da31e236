package io.tributary.intent.learned;

import io.tributary.intent.learned.Heads.Input;
import io.tributary.intent.learned.Heads.Pass;
import io.tributary.intent.learned.Heads.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Trains the heads: cross entropy of labels and stances, Adam (Kingma and Ba 2015), features dropped at random. One thread and a fixed
 * order, so that a seed gives the same weights everywhere.
 */
final class Trainer {
    /** Of features that the vocabulary gives, so that words it does not know are learned from what stands around them. */
    private static final double DROP_KNOWN = 0.35;

    private static final double DROP_LETTERS = 0.15;
    private static final int BATCH = 16;
    private static final double STANCES = 0.5;

    private final Heads heads;
    private final float[][] gradients;
    private final float[][] means;
    private final float[][] squares;
    private final SplittableRandom random;
    private long steps;

    Trainer(Shape shape, List<String> labels, List<String> stances, long seed) {
        random = new SplittableRandom(seed);
        int[] sizes = Heads.sizes(shape, labels.size(), stances.size());
        float[][] weights = like(sizes);
        initialise(weights, Heads.TABLE, 1.0 / shape.embedding());
        initialise(weights, Heads.INPUT, 2.0 / shape.input());
        for (int layer = 0; layer < Heads.DILATIONS.length; layer++) {
            initialise(weights, Heads.CONVOLUTIONS + 2 * layer, 0.7 / (3.0 * shape.hidden()));
        }
        initialise(weights, Heads.LABELS, 1.0 / shape.hidden());
        initialise(weights, Heads.STANCES, 0.5 / shape.hidden());
        heads = new Heads(shape, labels, stances, weights);
        gradients = like(sizes);
        means = like(sizes);
        squares = like(sizes);
    }

    private static float[][] like(int[] sizes) {
        return Arrays.stream(sizes).mapToObj(size -> new float[size]).toArray(float[][]::new);
    }

    private void initialise(float[][] weights, int which, double variance) {
        double bound = Math.sqrt(3 * variance);
        for (int i = 0; i < weights[which].length; i++) {
            weights[which][i] = (float) random.nextDouble(-bound, bound);
        }
    }

    Heads heads() {
        return heads;
    }

    float[][] gradients() {
        return gradients;
    }

    /**
     * A prompt to learn from.
     *
     * @param vectors of the encoder
     * @param features of each word
     * @param labels index of the right label of each word
     * @param stances whether each holds
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, and boxed numbers would be slow.
    record Lesson(float[][] vectors, List<Features.OfWord> features, int[] labels, boolean[] stances) {}

    /** One pass over all lessons in a random order; the rate falls from one to the other. Returns the mean loss. */
    double pass(List<Lesson> lessons, double firstRate, double lastRate) {
        List<Lesson> order = new ArrayList<>(lessons);
        Collections.shuffle(order, new Random(random.nextLong()));
        double loss = 0;
        for (int from = 0; from < order.size(); from += BATCH) {
            List<Lesson> batch = order.subList(from, Math.min(order.size(), from + BATCH));
            for (Lesson lesson : batch) {
                loss += learn(new Input(lesson.vectors(), dropped(lesson)), lesson.labels(), lesson.stances());
            }
            double done = (double) from / order.size();
            step(firstRate + (lastRate - firstRate) * done, batch.size());
        }
        return loss / order.size();
    }

    private int[][] dropped(Lesson lesson) {
        boolean blind = random.nextDouble() < 0.15;
        int[][] features = new int[lesson.features().size()][];
        for (int word = 0; word < features.length; word++) {
            Features.OfWord of = lesson.features().get(word);
            boolean unknown = blind || random.nextDouble() < DROP_KNOWN * 0.5;
            int[] kept = new int[of.known().length + of.letters().length];
            int count = 0;
            for (int feature : of.known()) {
                if (!unknown) {
                    kept[count++] = feature;
                }
            }
            boolean misread = random.nextDouble() < DROP_LETTERS;
            for (int feature : of.letters()) {
                if (!misread && random.nextDouble() >= DROP_LETTERS) {
                    kept[count++] = feature;
                }
            }
            features[word] = Arrays.copyOf(kept, count);
        }
        return features;
    }

    static int[][] all(List<Features.OfWord> features) {
        return features.stream().map(Features.OfWord::all).toArray(int[][]::new);
    }

    /** Adds the gradient of one prompt's loss and returns the loss. */
    double learn(Input input, int[] labels, boolean[] stances) {
        Pass pass = heads.pass(input);
        int words = labels.length;
        int hidden = heads.shape().hidden();
        float[][] down = new float[words][hidden];
        double loss = 0;
        for (int word = 0; word < words; word++) {
            float[] slope = pass.labels()[word].clone();
            loss -= Math.log(Math.max(1e-9, slope[labels[word]]));
            slope[labels[word]] -= 1;
            back(pass.top()[word], Heads.LABELS, 0, slope, down[word]);
            add(slope, gradients[Heads.LABELS_BIAS]);
        }
        loss += stances(pass, stances, down);
        for (int layer = Heads.DILATIONS.length - 1; layer >= 0; layer--) {
            down = convolution(pass, layer, down);
        }
        for (int word = 0; word < words; word++) {
            mask(down[word], pass.layers()[0][word]);
            float[] slope = new float[heads.shape().input()];
            back(pass.input()[word], Heads.INPUT, 0, down[word], slope);
            add(down[word], gradients[Heads.INPUT_BIAS]);
            table(input.features()[word], slope);
        }
        return loss;
    }

    private double stances(Pass pass, boolean[] stances, float[][] down) {
        int words = down.length;
        int hidden = heads.shape().hidden();
        double loss = 0;
        float[] slope = pass.stances().clone();
        for (int i = 0; i < slope.length; i++) {
            loss -= STANCES * 10 * Math.log(Math.max(1e-9, stances[i] ? slope[i] : 1 - slope[i]));
            slope[i] = (float) (STANCES * 10 * (slope[i] - (stances[i] ? 1 : 0)));
        }
        float[] pooled = heads.pool(pass.top(), new int[hidden]);
        float[] back = new float[2 * hidden];
        back(pooled, Heads.STANCES, 0, slope, back);
        add(slope, gradients[Heads.STANCES_BIAS]);
        for (int i = 0; i < hidden; i++) {
            down[pass.highest()[i]][i] += back[i];
            for (int word = 0; word < words; word++) {
                down[word][i] += back[hidden + i] / words;
            }
        }
        return loss;
    }

    private float[][] convolution(Pass pass, int layer, float[][] down) {
        int words = down.length;
        int hidden = heads.shape().hidden();
        float[][] below = new float[words][];
        for (int word = 0; word < words; word++) {
            below[word] = down[word].clone();
        }
        for (int word = 0; word < words; word++) {
            mask(down[word], pass.active()[layer][word]);
            add(down[word], gradients[Heads.CONVOLUTIONS + 2 * layer + 1]);
            for (int tap = 0; tap < 3; tap++) {
                int other = word + (tap - 1) * Heads.DILATIONS[layer];
                if (other >= 0 && other < words) {
                    back(
                            pass.layers()[layer][other],
                            Heads.CONVOLUTIONS + 2 * layer,
                            tap * hidden,
                            down[word],
                            below[other]);
                }
            }
        }
        return below;
    }

    private void table(int[] features, float[] slope) {
        int embedding = heads.shape().embedding();
        float scale = Heads.scale(features);
        for (int feature : features) {
            for (int i = 0; i < embedding; i++) {
                gradients[Heads.TABLE][feature * embedding + i] +=
                        scale * slope[heads.shape().vector() + i];
            }
        }
    }

    private static void mask(float[] slope, float[] output) {
        for (int i = 0; i < slope.length; i++) {
            slope[i] = output[i] > 0 ? slope[i] : 0;
        }
    }

    /** Gradient of a product: of its matrix, and of the vector, added to what is below. */
    private void back(float[] x, int which, int firstRow, float[] slope, float[] below) {
        float[] matrix = heads.weights()[which];
        float[] gradient = gradients[which];
        for (int row = 0; row < x.length; row++) {
            int at = (firstRow + row) * slope.length;
            float sum = 0;
            for (int column = 0; column < slope.length; column++) {
                sum += matrix[at + column] * slope[column];
            }
            below[row] += sum;
            float factor = x[row];
            if (factor != 0) {
                for (int column = 0; column < slope.length; column++) {
                    gradient[at + column] += factor * slope[column];
                }
            }
        }
    }

    private static void add(float[] slope, float[] gradient) {
        for (int i = 0; i < slope.length; i++) {
            gradient[i] += slope[i];
        }
    }

    private void step(double rate, int prompts) {
        steps++;
        double first = 1 - Math.pow(0.9, (double) steps);
        double second = 1 - Math.pow(0.999, (double) steps);
        float pace = (float) (rate * Math.sqrt(second) / first);
        float scale = 1f / prompts;
        for (int array = 0; array < gradients.length; array++) {
            float[] weight = heads.weights()[array];
            float[] gradient = gradients[array];
            float[] mean = means[array];
            float[] square = squares[array];
            for (int i = 0; i < weight.length; i++) {
                float slope = gradient[i] * scale;
                mean[i] += 0.1f * (slope - mean[i]);
                square[i] += 0.001f * (slope * slope - square[i]);
                weight[i] -= pace * mean[i] / ((float) Math.sqrt(square[i]) + 1e-8f);
                gradient[i] = 0;
            }
        }
    }
}
