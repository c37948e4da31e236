package io.tributary.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.intent.Example.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wordings that no rule knows and that the learned heads make up for. */
class LearnedReadingTest {
    private final Interpreter both = new EmbeddedInterpreter();
    private final Interpreter rules = EmbeddedInterpreter.ofRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every 4 rounds we look at how accurate it has become > evaluation.every=4",
                "let's see the accuracy every 6 rounds, 18 bakeries > evaluation.every=6 clients.count=18",
                "20 samples form one batch > training.batchSize=20",
                "whoever needs more than 90 seconds is left behind > clients.deadlineSeconds=90",
                "the gadgets run on solar power, 40 of them, 25 rounds > clients.count=40 training.rounds=25 save=cpu",
                "a net with skip connections for 15 rounds > model.preset=resnet8 training.rounds=15"
            })
    void areReadWithWhatWasLearnedAndNotWithout(String line) {
        Example example = Example.parse(line);
        Result result = example.read(both);
        assertThat(result.found()).as(example.prompt()).isEqualTo(result.right());
        assertThat(example.read(rules).isRight()).as("by rules alone").isFalse();
    }
}
