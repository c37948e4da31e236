package io.tributary.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.intent.Evaluate.Figures;
import io.tributary.intent.Evaluate.Scored;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts that the rules were developed with: what they understood once they shall go on understanding. */
class PromptsTest {
    private static final Interpreter INTERPRETER = new EmbeddedInterpreter();

    @ParameterizedTest
    @CsvSource({"english,0.97", "german,0.97", "spanish,0.97", "french,0.97", "scope,0.94", "newer,0.97"})
    void areReadAsWellAsBefore(String file, double exact) {
        List<Scored> scored = Evaluate.score(INTERPRETER, Example.of("/io/tributary/intent/prompts/" + file + ".txt"));
        String mistakes = scored.stream()
                .filter(each -> !each.result().isRight())
                .map(each -> each.example().prompt() + "\n    " + each.result().mistake())
                .collect(Collectors.joining("\n", "Not right:\n", ""));
        assertThat(Figures.of(scored).exact()).as(mistakes).isGreaterThanOrEqualTo(exact);
    }
}
