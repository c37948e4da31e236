package io.tributary.intent.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.intent.learned.Heads.Input;
import io.tributary.intent.learned.Heads.Shape;
import io.tributary.intent.learned.Trainer.Lesson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final Shape SHAPE = new Shape(3, 11, 4, 5);
    private static final List<String> LABELS = List.of("none", "a", "b");
    private static final int[] RIGHT = {0, 1, 2, 0, 1, 0, 2};
    private static final boolean[] HOLDS = {true, false};

    private static Input input() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] vectors = new float[RIGHT.length][3];
        int[][] features = new int[RIGHT.length][2];
        for (int word = 0; word < RIGHT.length; word++) {
            for (int i = 0; i < 3; i++) {
                vectors[word][i] = (float) random.nextDouble(-1, 1);
            }
            features[word][0] = random.nextInt(11);
            features[word][1] = random.nextInt(11);
        }
        return new Input(vectors, features);
    }

    private static Trainer trainer() {
        return new Trainer(SHAPE, LABELS, List.of("out", "search"), 7);
    }

    @Test
    void findsTheSlopeThatSmallStepsSee() {
        Trainer trainer = trainer();
        trainer.learn(input(), RIGHT, HOLDS);
        float[][] gradients = new float[trainer.gradients().length][];
        for (int array = 0; array < gradients.length; array++) {
            gradients[array] = trainer.gradients()[array].clone();
        }
        SplittableRandom random = new SplittableRandom(3);
        for (int array = 0; array < gradients.length; array++) {
            float[] weights = trainer.heads().weights()[array];
            int at = random.nextInt(weights.length);
            float kept = weights[at];
            float step = 0.002f;
            weights[at] = kept + step;
            double above = trainer.learn(input(), RIGHT, HOLDS);
            weights[at] = kept - step;
            double below = trainer.learn(input(), RIGHT, HOLDS);
            weights[at] = kept;
            assertThat((double) gradients[array][at])
                    .as("array " + array + " number " + at)
                    .isCloseTo((above - below) / (2 * step), Offset.offset(0.05));
        }
    }

    @Test
    void learnsWhatItIsShown() {
        Trainer trainer = trainer();
        Input input = input();
        List<Features.OfWord> features = List.of(input.features()).stream()
                .map(of -> new Features.OfWord(of, new int[0]))
                .toList();
        List<Lesson> lessons = List.of(new Lesson(input.vectors(), features, RIGHT, HOLDS));
        double before = trainer.pass(lessons, 0.01, 0.01);
        for (int pass = 0; pass < 300; pass++) {
            trainer.pass(lessons, 0.01, 0.01);
        }
        assertThat(trainer.pass(lessons, 0.01, 0.01)).isLessThan(before / 4);
    }

    @Test
    void keepsTheHeadsInAFile(@TempDir Path folder) throws IOException {
        Heads heads = trainer().heads();
        Path file = folder.resolve("heads");
        HeadsFile.write(heads, file);
        Heads read = HeadsFile.read(new ByteArrayInputStream(Files.readAllBytes(file)));
        assertThat(read.shape()).isEqualTo(heads.shape());
        assertThat(read.labels()).isEqualTo(heads.labels());
        for (int array = 0; array < heads.weights().length; array++) {
            assertThat(read.weights()[array]).containsExactly(heads.weights()[array], Offset.offset(0.01f));
        }
    }
}
