package io.tributary.intent.learned;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
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

    private TrainScope() {}

    /** A prompt's features, without the zeros, and whether it is out of scope. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Lesson(Feature[] features, boolean out) {}

    public static void main(String[] arguments) throws IOException {
        Encoder encoder = MiniLm.load();
        List<Lesson> written = new ArrayList<>();
        for (String set : List.of("english", "german", "spanish", "french", "scope", "newer")) {
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
        for (double weight : fit(all).getFeatureWeights()) {
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
        int[] refused = new int[2];
        int[] all = new int[2];
        for (int k = 0; k < FOLDS; k++) {
            List<Lesson> train = new ArrayList<>(generated);
            for (int i = 0; i < fold.length; i++) {
                if (fold[i] != k) {
                    train.add(written.get(i));
                }
            }
            Model model = fit(train);
            for (int i = 0; i < fold.length; i++) {
                if (fold[i] == k) {
                    int out = written.get(i).out() ? 1 : 0;
                    all[out]++;
                    refused[out] += Linear.predict(model, written.get(i).features()) > 0 ? 1 : 0;
                }
            }
        }
        OUT.printf(
                Locale.ROOT,
                "%d prompts, cross-validated: %.1f %% of %d out of scope found, %.1f %% of %d others falsely refused%n",
                fold.length,
                100.0 * refused[1] / all[1],
                all[1],
                100.0 * refused[0] / all[0],
                all[0]);
    }

    /** Those that are not 0, by their places from 1. */
    private static Feature[] filled(double[] features) {
        return IntStream.range(0, features.length)
                .filter(i -> features[i] != 0)
                .mapToObj(i -> new FeatureNode(i + 1, features[i]))
                .toArray(Feature[]::new);
    }

    /** Logistic regression with a quadratic penalty (Lin et al. 2008, trust region Newton); positive weights speak for out of scope. */
    private static Model fit(List<Lesson> lessons) {
        Problem problem = new Problem();
        problem.l = lessons.size();
        problem.x = lessons.stream().map(Lesson::features).toArray(Feature[][]::new);
        problem.y =
                lessons.stream().mapToDouble(lesson -> lesson.out() ? 1 : -1).toArray();
        // The last feature is 1 everywhere.
        problem.n = problem.x[0][problem.x[0].length - 1].getIndex();
        Linear.disableDebugOutput();
        return Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, NEARLY));
    }
}
