package io.tributary.intent.learned;

import io.tributary.intent.dataset.Generator;
import io.tributary.intent.dataset.Labelled;
import io.tributary.intent.learned.Heads.Input;
import io.tributary.intent.learned.Heads.Pass;
import io.tributary.intent.learned.Heads.Shape;
import io.tributary.intent.learned.Trainer.Lesson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trains the heads from scratch: {@code TrainReader encoder|letters PROMPTS PASSES FILE}. */
final class TrainReader {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final int BUCKETS = 8192;

    private TrainReader() {}

    public static void main(String[] arguments) throws IOException {
        @Nullable Encoder encoder = arguments[0].equals("encoder") ? MiniLm.load() : null;
        int count = Integer.parseInt(arguments[1]);
        int passes = Integer.parseInt(arguments[2]);
        Generator generator = new Generator(6);
        List<Labelled> prompts = generator.make("train", count);
        List<String> labels = Lessons.labels(prompts);
        Lessons lessons = new Lessons(encoder, labels, BUCKETS);
        List<Lesson> train = lessons.of(prompts);
        List<Lesson> test = lessons.of(generator.make("test", 800));
        Shape shape = new Shape(encoder == null ? 0 : encoder.length(), BUCKETS, 48, 96);
        Trainer trainer = new Trainer(shape, labels, Lessons.STANCES, 1);
        OUT.println(labels.size() + " labels, "
                + train.stream().mapToInt(l -> l.labels().length).sum() + " words");
        for (int pass = 0; pass < passes; pass++) {
            long start = System.nanoTime();
            double first = 0.002 * (1 - (double) pass / passes);
            double last = 0.002 * (1 - (pass + 1.0) / passes);
            double loss = trainer.pass(train, first, last);
            OUT.printf(
                    Locale.ROOT,
                    "pass %d loss %.3f %s %.0f s%n",
                    pass + 1,
                    loss,
                    score(trainer.heads(), test, null),
                    (System.nanoTime() - start) / 1e9);
            HeadsFile.write(trainer.heads(), Path.of(arguments[3]));
        }
        Map<String, int[]> byLabel = new TreeMap<>();
        score(trainer.heads(), test, byLabel);
        byLabel.forEach((label, counts) -> OUT.println(label + " " + counts[0] + "/" + counts[1]));
    }

    /** Word F1 and stance accuracy on prompts that were not trained with. */
    static String score(Heads heads, List<Lesson> lessons, @Nullable Map<String, int[]> byLabel) {
        long found = 0;
        long wanted = 0;
        long right = 0;
        long out = 0;
        long refused = 0;
        long both = 0;
        for (Lesson lesson : lessons) {
            Pass pass = heads.pass(new Input(lesson.vectors(), Trainer.all(lesson.features())));
            for (int word = 0; word < lesson.labels().length; word++) {
                int best = best(pass.labels()[word]);
                int label = lesson.labels()[word];
                found += best > 0 ? 1 : 0;
                wanted += label > 0 ? 1 : 0;
                right += label > 0 && best == label ? 1 : 0;
                if (byLabel != null) {
                    int[] counts = byLabel.computeIfAbsent(heads.labels().get(label), key -> new int[2]);
                    counts[0] += best == label ? 1 : 0;
                    counts[1]++;
                }
            }
            boolean says = pass.stances()[0] > 0.5;
            out += lesson.stances()[0] ? 1 : 0;
            refused += says ? 1 : 0;
            both += says && lesson.stances()[0] ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "word F1 %.3f, out recall %.3f, false refusals %.3f",
                2.0 * right / (found + wanted),
                (double) both / out,
                (double) (refused - both) / (lessons.size() - out));
    }

    static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }
}
