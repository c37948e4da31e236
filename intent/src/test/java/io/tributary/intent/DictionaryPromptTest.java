package io.tributary.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.intent.Interpretation.Outcome;
import io.tributary.protocol.task.TaskSpec;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Intents in the format that was published with arXiv 2408.13010. */
class DictionaryPromptTest {
    private static final Interpreter INTERPRETER = new EmbeddedInterpreter();

    @Test
    void everyKeyHasItsField() {
        TaskSpec spec = spec(read(
                "{'algo': 'Classification', 'minibatch': '64', 'minibatchtest': '128', 'epoch': '2', 'lr': '0.01', 'scheduler': 'latency_proportional', 'latency_avg': '3',"
                        + " 'clientFraction': '0.4', 'comRounds': '25', 'optimizer': 'SGD', 'loss': 'CrossEntropyLoss', 'compress': 'quantize', 'compress_bits': '4', 'dtype': 'img',"
                        + " 'dataset': 'FashionMNIST', 'normalize': 'True', 'mean': '[0.5]', 'std': '[0.5]'}"));
        assertThat(spec.training().batchSize()).isEqualTo(64);
        assertThat(spec.evaluation().batchSize()).isEqualTo(128);
        assertThat(spec.training().localEpochs()).isEqualTo(2);
        assertThat(spec.training().learningRate()).isEqualTo(0.01);
        assertThat(spec.clients().selection()).isEqualTo("latency-proportional");
        assertThat(spec.clients().latencyWindow()).isEqualTo(3);
        assertThat(spec.clients().fraction()).isEqualTo(0.4);
        assertThat(spec.training().rounds()).isEqualTo(25);
        assertThat(spec.training().optimizer()).isEqualTo("sgd");
        assertThat(spec.compression().uplink().scheme()).isEqualTo("quantize");
        assertThat(spec.compression().uplink().bits()).isEqualTo(4);
    }

    @Test
    void whatIsLeftOutHasTheDefaultsOfTheFormat() {
        TaskSpec spec = spec(read("{\"comRounds\": 5, \"scheduler\": \"round_robin\", \"num_bits\": 8}"));
        assertThat(spec.training().rounds()).isEqualTo(5);
        assertThat(spec.training().batchSize()).isEqualTo(16);
        assertThat(spec.training().localEpochs()).isEqualTo(5);
        assertThat(spec.training().learningRate()).isEqualTo(0.0001);
        assertThat(spec.training().optimizer()).isEqualTo("adam");
        assertThat(spec.compression().uplink().scheme()).isEqualTo("none");
    }

    @Test
    void whatIsNotKnownIsAskedOrRefusedByName() {
        Interpretation mnist = read("{'dataset': 'MNIST', 'comRounds': '5'}");
        assertThat(mnist.outcome()).isEqualTo(Outcome.NEEDS_CLARIFICATION);
        assertThat(mnist.questions()).extracting(Interpretation.Question::field).containsExactly("dataset");
        refused("{'comRounds': '5', 'lr': '0.1', 'workerUrl': 'http://evil.example'}", "workerUrl");
        refused("{'comRounds': 'many', 'epoch': '1'}", "must be a number");
        refused("{'comRounds': '5', 'scheduler': 'fastest'}", "round_robin");
    }

    private void refused(String prompt, String why) {
        Interpretation read = read(prompt);
        assertThat(read.outcome()).isEqualTo(Outcome.OUT_OF_SCOPE);
        assertThat(read.reason()).contains(why);
    }

    private Interpretation read(String prompt) {
        return INTERPRETER.interpret(Intent.of(prompt, null), Known.surroundings(goal -> {}));
    }

    private static TaskSpec spec(Interpretation read) {
        return Objects.requireNonNull(read.spec());
    }
}
