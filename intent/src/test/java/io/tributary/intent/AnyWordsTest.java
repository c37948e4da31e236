package io.tributary.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.intent.Interpretation.FieldValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Words of the vocabulary in any order, with numbers between: nothing of it makes sense, all of it gets an answer. */
class AnyWordsTest {
    private static final int PROMPTS = 1000;
    private static final int MOST_PIECES = 7;
    private static final List<String> OTHERS = List.of(
            "1",
            "0",
            "-3",
            "0.5",
            "50.000",
            "1/3",
            "20 %",
            "12",
            "1e9",
            "half",
            "anderthalb",
            "un",
            "one",
            ",",
            ".",
            ":",
            "=",
            "-",
            "(",
            ")",
            "?",
            "and",
            "to",
            "of",
            "not",
            "the",
            "banana",
            "minute",
            "s",
            "x");

    private final EmbeddedInterpreter interpreter = new EmbeddedInterpreter(false);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void areAnswered(long seed) throws IOException {
        List<String> pieces = pieces();
        Random random = new Random(seed);
        JsonNode base = JsonMapper.shared().readTree("{\"training\": {\"rounds\": 20}}");
        for (int i = 0; i < PROMPTS; i++) {
            StringBuilder prompt = new StringBuilder();
            for (int piece = random.nextInt(MOST_PIECES) + 1; piece > 0; piece--) {
                List<String> from = random.nextInt(3) == 0 ? OTHERS : pieces;
                prompt.append(from.get(random.nextInt(from.size()))).append(piece > 1 ? " " : "");
            }
            check(prompt.toString(), random.nextBoolean() ? base : null);
        }
    }

    /** What is ruled out by a word behind it, with nothing before it. */
    @Test
    void mayBeginWithWhatIsRuledOut() {
        check("momentum off", null);
        check("early stopping off", null);
        check("weight decay weg", null);
    }

    /** Brackets in brackets, as deep as a prompt may be long. */
    @Test
    void mayNestBrackets() {
        check("1(".repeat(2000), null);
        check("(1)".repeat(1300), null);
    }

    /** Two thousand numbers are no request; they are not read one beside the other. */
    @Test
    void mayHoldSoManyNumbersOnly() {
        check("1T".repeat(300), null);
        Interpretation read = interpreter.interpret(Intent.of("1T".repeat(2000), null), Known.surroundings(goal -> {}));
        assertThat(read.outcome()).isEqualTo(Interpretation.Outcome.OUT_OF_SCOPE);
        assertThat(read.toString()).contains("it may hold at most 300");
    }

    private void check(String prompt, @Nullable JsonNode base) {
        Interpretation read;
        try {
            read = interpreter.interpret(Intent.of(prompt, base), Known.surroundings(goal -> {}));
        } catch (RuntimeException e) {
            throw new AssertionError("No answer to \"" + prompt + "\"", e);
        }
        for (FieldValue value : read.fields()) {
            if (value.start() != null && value.end() != null) {
                assertThat(value.start())
                        .as("Where \"%s\" says %s", prompt, value.field())
                        .isBetween(0, value.end());
                assertThat(value.end()).isLessThanOrEqualTo(prompt.length());
            }
        }
    }

    private static List<String> pieces() throws IOException {
        List<String> pieces = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(EmbeddedInterpreter.class.getResourceAsStream("vocabulary.txt")),
                StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> line.contains(" = ") && !line.startsWith("#"))
                    .forEach(line -> pieces.addAll(
                            List.of(line.substring(line.indexOf(" = ") + 3).split(" \\| ", -1))));
        }
        return pieces;
    }
}
