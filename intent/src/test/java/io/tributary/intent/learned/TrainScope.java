package io.tributary.intent.learned;

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

/**
 * Trains the judge of the scope: {@code TrainScope FILE}. Lessons are the prompts to develop with, the lines of {@code dataset/scope.txt}
 * and, with less weight, generated ones. Prints what five-fold cross-validation on the hand-written ones says.
 */
final class TrainScope {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final int FOLDS = 5;
    private static final int GENERATED = 4000;
    private static final double WEIGHT_OF_GENERATED = 0.1;

    private TrainScope() {}

    /** A prompt's features, whether it is out of scope, and how much it counts. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Lesson(double[] features, boolean out, double weight) {}

    public static void main(String[] arguments) throws IOException {
        Encoder encoder = MiniLm.load();
        List<Lesson> written = new ArrayList<>();
        for (String set : List.of("english", "german", "spanish", "french", "scope", "newer")) {
            add(written, encoder, Readings.of("/io/tributary/intent/prompts/" + set + ".txt"), 1);
        }
        add(written, encoder, Readings.lessons(), 1);
        List<Lesson> generated = new ArrayList<>();
        List<Readings.Labelled> prompts = new Generator(60)
                .make("train", GENERATED).stream()
                        .map(labelled -> Readings.parse(labelled.line()))
                        .toList();
        add(generated, encoder, prompts, WEIGHT_OF_GENERATED);
        check(written, generated);
        List<Lesson> all = new ArrayList<>(written);
        all.addAll(generated);
        StringBuilder lines = new StringBuilder();
        for (double weight : fit(all)) {
            lines.append(String.format(Locale.ROOT, "%.4f%n", weight));
        }
        Files.writeString(Path.of(arguments[0]), lines.toString());
    }

    private static void add(List<Lesson> lessons, Encoder encoder, List<Readings.Labelled> prompts, double weight) {
        for (Readings.Labelled prompt : prompts) {
            Understanding read = prompt.read();
            if (!read.words().isEmpty()) {
                lessons.add(new Lesson(ScopeFeatures.of(encoder, read), prompt.out(), weight));
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
            double[] weights = fit(train);
            for (int i = 0; i < fold.length; i++) {
                if (fold[i] == k) {
                    int out = written.get(i).out() ? 1 : 0;
                    all[out]++;
                    refused[out] += Logistic.probability(weights, written.get(i).features()) > 0.5 ? 1 : 0;
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

    private static double[] fit(List<Lesson> lessons) {
        return Logistic.fit(
                lessons.stream().map(Lesson::features).toArray(double[][]::new),
                lessons.stream().mapToDouble(lesson -> lesson.out() ? 1 : 0).toArray(),
                lessons.stream().mapToDouble(Lesson::weight).toArray(),
                1);
    }
}
