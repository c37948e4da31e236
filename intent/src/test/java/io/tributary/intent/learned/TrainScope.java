package io.tributary.intent.learned;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.tributary.intent.Readings;
import io.tributary.intent.dataset.Generator;
import io.tributary.intent.reading.Understanding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Trains the judge of the scope: {@code TrainScope FILE}. Lessons are the prompts to develop with, the lines of {@code dataset/scope.txt}
 * and a few generated ones. Prints what five-fold cross-validation on the hand-written ones says.
 */
final class TrainScope {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final int FOLDS = 5;
    private static final int GENERATED = 400;
    /** How much a lesson counts beside half the square of the weights. */
    private static final double COST = 2;

    private static final double NEARLY = 1e-4;
    private static final double[] THRESHOLDS = {0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.48, 0.49, 0.5, 0.55};

    private TrainScope() {}

    /** A prompt's features, without the zeros, and whether it is out of scope. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Lesson(Feature[] features, boolean out) {}

    public static void main(String[] arguments) throws IOException {
        Encoder encoder = MiniLm.load();
        List<Lesson> written = new ArrayList<>();
        for (String set : List.of("english", "german", "spanish", "french", "scope", "newer", "unread")) {
            add(written, encoder, Readings.of("/io/tributary/intent/prompts/" + set + ".txt"));
        }
        add(written, encoder, Readings.lessons());
        List<Lesson> generated = new ArrayList<>();
        List<Readings.Labelled> prompts = new Generator(60)
                .make("train", GENERATED).stream()
                        .map(labelled -> Readings.parse(labelled.line()))
                        .toList();
        add(generated, encoder, prompts);
        check(written, generated);
        List<Lesson> all = new ArrayList<>(written);
        all.addAll(generated);
        StringBuilder lines = new StringBuilder();
        for (double weight : fit(all)) {
            lines.append(String.format(Locale.ROOT, "%.4f%n", weight));
        }
        Files.writeString(Path.of(arguments[0]), lines.toString());
    }

    private static void add(List<Lesson> lessons, Encoder encoder, List<Readings.Labelled> prompts) {
        for (Readings.Labelled prompt : prompts) {
            Understanding read = prompt.read();
            if (!read.words().isEmpty()) {
                lessons.add(new Lesson(filled(ScopeFeatures.of(encoder, read)), prompt.out()));
            }
        }
    }

    private static void check(List<Lesson> written, List<Lesson> generated) {
        Random random = new Random(1);
        int[] fold = written.stream().mapToInt(lesson -> random.nextInt(FOLDS)).toArray();
        double[] probability = new double[fold.length];
        for (int k = 0; k < FOLDS; k++) {
            int left = k;
            List<Lesson> train = new ArrayList<>(generated);
            IntStream.range(0, fold.length).filter(i -> fold[i] != left).forEach(i -> train.add(written.get(i)));
            double[] weights = fit(train);
            IntStream.range(0, fold.length)
                    .filter(i -> fold[i] == left)
                    .forEach(i -> probability[i] = probability(weights, written.get(i)));
        }
        OUT.println(fold.length + " prompts, cross-validated:");
        for (double threshold : THRESHOLDS) {
            OUT.printf(
                    Locale.ROOT,
                    "refused above %.2f: %.1f %% of those out of scope found, %.2f %% of the others falsely refused%n",
                    threshold,
                    share(written, probability, true, threshold),
                    share(written, probability, false, threshold));
        }
    }

    /** How many percent of those that are out of scope, or are not, are refused. */
    private static double share(List<Lesson> lessons, double[] probability, boolean out, double threshold) {
        return 100
                * IntStream.range(0, probability.length)
                        .filter(i -> lessons.get(i).out() == out)
                        .mapToDouble(i -> probability[i] > threshold ? 1 : 0)
                        .average()
                        .orElseThrow();
    }

    private static double probability(double[] weights, Lesson lesson) {
        double sum = 0;
        for (Feature feature : lesson.features()) {
            sum += weights[feature.getIndex() - 1] * feature.getValue();
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** Those that are not 0, by their places from 1. */
    private static Feature[] filled(double[] features) {
        return IntStream.range(0, features.length)
                .filter(i -> features[i] != 0)
                .mapToObj(i -> new FeatureNode(i + 1, features[i]))
                .toArray(Feature[]::new);
    }

    /** Logistic regression with a quadratic penalty (Lin et al. 2008, trust region Newton); positive weights speak for out of scope. */
    private static double[] fit(List<Lesson> lessons) {
        Problem problem = new Problem();
        problem.l = lessons.size();
        problem.x = lessons.stream().map(Lesson::features).toArray(Feature[][]::new);
        problem.y =
                lessons.stream().mapToDouble(lesson -> lesson.out() ? 1 : -1).toArray();
        // The last feature is 1 everywhere.
        problem.n = problem.x[0][problem.x[0].length - 1].getIndex();
        Linear.disableDebugOutput();
        return Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, NEARLY))
                .getFeatureWeights();
    }
}
