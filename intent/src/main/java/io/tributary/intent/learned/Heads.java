package io.tributary.intent.learned;

import java.util.Arrays;
import java.util.List;

/**
 * A small network over the words of a prompt: features and vectors of each word, one dense layer, three dilated convolutions over the
 * words beside it (Yu and Koltun 2016) with residuals, then a label for each word and stances of the whole. Plain Java, so that nothing
 * native is needed beyond the encoder.
 *
 * @param shape how large it is
 * @param labels of words; the first means none
 * @param stances of prompts
 * @param weights flat arrays in the order of {@link #sizes}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and boxed numbers would be slow.
public record Heads(Shape shape, List<String> labels, List<String> stances, float[][] weights) {
    /** Distances of the words that each convolution looks at. */
    static final int[] DILATIONS = {1, 2, 4};

    static final int TABLE = 0;
    static final int INPUT = 1;
    static final int INPUT_BIAS = 2;
    static final int CONVOLUTIONS = 3;
    static final int LABELS = CONVOLUTIONS + 2 * 3;
    static final int LABELS_BIAS = LABELS + 1;
    static final int STANCES = LABELS + 2;
    static final int STANCES_BIAS = LABELS + 3;

    /**
     * How large it is.
     *
     * @param vector length of the encoder's vectors; 0 without one
     * @param buckets how many features there are
     * @param embedding numbers for each feature
     * @param hidden width of the layers
     */
    public record Shape(int vector, int buckets, int embedding, int hidden) {
        int input() {
            return vector + embedding;
        }
    }

    public Heads {
        labels = List.copyOf(labels);
        stances = List.copyOf(stances);
        int[] sizes = sizes(shape, labels.size(), stances.size());
        if (weights.length != sizes.length) {
            throw new IllegalArgumentException("Expected " + sizes.length + " arrays but got " + weights.length + ".");
        }
        for (int i = 0; i < sizes.length; i++) {
            if (weights[i].length != sizes[i]) {
                throw new IllegalArgumentException(
                        "Array " + i + " has " + weights[i].length + " numbers instead of " + sizes[i] + ".");
            }
        }
    }

    /** How many numbers each array of weights has. */
    static int[] sizes(Shape shape, int labels, int stances) {
        int hidden = shape.hidden();
        int[] sizes = new int[STANCES_BIAS + 1];
        sizes[TABLE] = shape.buckets() * shape.embedding();
        sizes[INPUT] = shape.input() * hidden;
        sizes[INPUT_BIAS] = hidden;
        for (int layer = 0; layer < DILATIONS.length; layer++) {
            sizes[CONVOLUTIONS + 2 * layer] = 3 * hidden * hidden;
            sizes[CONVOLUTIONS + 2 * layer + 1] = hidden;
        }
        sizes[LABELS] = hidden * labels;
        sizes[LABELS_BIAS] = labels;
        sizes[STANCES] = 2 * hidden * stances;
        sizes[STANCES_BIAS] = stances;
        return sizes;
    }

    /**
     * What is known of the words of a prompt.
     *
     * @param vectors of the encoder, one for each word; of length 0 without one
     * @param features numbers of what else is seen, one array for each word
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, and boxed numbers would be slow.
    public record Input(float[][] vectors, int[][] features) {}

    /**
     * All that was computed on the way.
     *
     * @param input of the dense layer, a row for each word
     * @param layers the dense layer's output and those of the convolutions, a row for each word
     * @param active outputs of the convolutions before the residual was added
     * @param highest for each hidden number the word where it is greatest
     * @param labels probabilities, a row for each word
     * @param stances probabilities
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, and boxed numbers would be slow.
    record Pass(
            float[][] input, float[][][] layers, float[][][] active, int[] highest, float[][] labels, float[] stances) {
        float[][] top() {
            return layers[layers.length - 1];
        }
    }

    Pass pass(Input given) {
        int words = given.features().length;
        int hidden = shape.hidden();
        float[][] input = new float[words][];
        float[][][] layers = new float[DILATIONS.length + 1][words][];
        float[][][] active = new float[DILATIONS.length][words][];
        for (int word = 0; word < words; word++) {
            input[word] = input(given, word);
            float[] sum = weights[INPUT_BIAS].clone();
            multiply(input[word], weights[INPUT], 0, sum);
            positive(sum);
            layers[0][word] = sum;
        }
        for (int layer = 0; layer < DILATIONS.length; layer++) {
            for (int word = 0; word < words; word++) {
                float[] sum = weights[CONVOLUTIONS + 2 * layer + 1].clone();
                for (int tap = 0; tap < 3; tap++) {
                    int other = word + (tap - 1) * DILATIONS[layer];
                    if (other >= 0 && other < words) {
                        multiply(layers[layer][other], weights[CONVOLUTIONS + 2 * layer], tap * hidden, sum);
                    }
                }
                positive(sum);
                active[layer][word] = sum;
                float[] with = sum.clone();
                for (int i = 0; i < hidden; i++) {
                    with[i] += layers[layer][word][i];
                }
                layers[layer + 1][word] = with;
            }
        }
        float[][] top = layers[DILATIONS.length];
        float[][] probabilities = new float[words][];
        for (int word = 0; word < words; word++) {
            float[] sum = weights[LABELS_BIAS].clone();
            multiply(top[word], weights[LABELS], 0, sum);
            softmax(sum);
            probabilities[word] = sum;
        }
        int[] highest = new int[hidden];
        float[] pooled = pool(top, highest);
        float[] stance = weights[STANCES_BIAS].clone();
        multiply(pooled, weights[STANCES], 0, stance);
        for (int i = 0; i < stance.length; i++) {
            stance[i] = (float) (1 / (1 + Math.exp(-stance[i])));
        }
        return new Pass(input, layers, active, highest, probabilities, stance);
    }

    private float[] input(Input given, int word) {
        float[] input = Arrays.copyOf(given.vectors()[word], shape.input());
        int[] features = given.features()[word];
        float scale = scale(features);
        for (int feature : features) {
            int row = feature * shape.embedding();
            for (int i = 0; i < shape.embedding(); i++) {
                input[shape.vector() + i] += scale * weights[TABLE][row + i];
            }
        }
        return input;
    }

    /** Keeps the length of a sum of features alike for short and long words. */
    static float scale(int[] features) {
        return (float) (1 / Math.sqrt(Math.max(1, features.length)));
    }

    /** The greatest of each number over the words, then the means. */
    float[] pool(float[][] top, int[] highest) {
        int hidden = shape.hidden();
        float[] pooled = new float[2 * hidden];
        for (int i = 0; i < hidden; i++) {
            for (int word = 0; word < top.length; word++) {
                if (top[word][i] > top[highest[i]][i]) {
                    highest[i] = word;
                }
                pooled[hidden + i] += top[word][i] / top.length;
            }
            pooled[i] = top.length == 0 ? 0 : top[highest[i]][i];
        }
        return pooled;
    }

    /** sum += x * w, where w begins at a row of a matrix that has a column for each number of the sum. */
    private static void multiply(float[] x, float[] matrix, int firstRow, float[] sum) {
        for (int row = 0; row < x.length; row++) {
            float factor = x[row];
            if (factor != 0) {
                int at = (firstRow + row) * sum.length;
                for (int column = 0; column < sum.length; column++) {
                    sum[column] += factor * matrix[at + column];
                }
            }
        }
    }

    private static void positive(float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Math.max(0, numbers[i]);
        }
    }

    private static void softmax(float[] scores) {
        float most = scores[0];
        for (float score : scores) {
            most = Math.max(most, score);
        }
        float sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) Math.exp(scores[i] - most);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
    }
}
