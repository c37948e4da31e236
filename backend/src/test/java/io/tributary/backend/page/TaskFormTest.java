package io.tributary.backend.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.backend.page.TaskForm.Field;
import io.tributary.backend.page.TaskForm.Section;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSchema;
import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The form follows the schema: what somebody adds to the spec or to a registry shows up by itself. */
class TaskFormTest {
    private final Registries known = new Registries(
            List.of(new DatasetInfo("d", "Data", "d", new DataShape(1, 28, 28, 10), List.of(), 60_000, 10_000, 0, 1)),
            Map.of(),
            Map.of(),
            List.of("sgd", "adam"),
            List.of("full", "random"),
            List.of("fedavg"),
            List.of("none"));

    @Test
    void sectionsComeInTheOrderPeopleThink() {
        assertThat(sections(TaskSchema.of(known)).stream().map(Section::id))
                .containsExactly(
                        "task",
                        "partition",
                        "model",
                        "clients",
                        "training",
                        "aggregation",
                        "privacy",
                        "evaluation",
                        "stopping",
                        "simulation",
                        "start");
    }

    @Test
    void aChoiceOfOneAndWhatItWouldDecideAreLeftOut() {
        assertThat(paths(TaskSchema.of(known)))
                .contains("dataset")
                .doesNotContain("aggregation.strategy", "compression.uplink.scheme", "compression.uplink.bits")
                .doesNotContain("clients.latencyWindow", "aggregation.mu");
    }

    @Test
    void newSchemesShowThemselvesAndTheFieldsTheyNeed() {
        Registries more = new Registries(
                known.datasets(),
                Map.of(),
                Map.of(),
                known.optimizers(),
                List.of("full", "random", "latency-proportional"),
                List.of("fedavg", "fedprox"),
                List.of("none", "quantize", "sketch"));
        List<Field> fields = fields(TaskSchema.of(more));
        assertThat(fields.stream().map(Field::path))
                .contains("aggregation.strategy", "aggregation.mu", "clients.latencyWindow")
                .contains("compression.uplink.bits", "compression.uplink.errorFeedback")
                .doesNotContain("compression.uplink.keep");
        assertThat(fields.stream().filter(field -> field.path().equals("compression.uplink.scheme")))
                .first()
                .satisfies(field -> assertThat(field.choices().stream().map(TaskForm.Choice::value))
                        .containsExactly("none", "quantize", "sketch"));
    }

    @Test
    void aNewFieldIsOfferedWithUnitRangeAndDefault() {
        ObjectNode schema = TaskSchema.of(known);
        schema.withObject("/properties/aggregation/properties/gamma")
                .put("type", "number")
                .put("title", "Gamma")
                .put("description", "Pull towards the global model.")
                .put("unit", "percent")
                .put("minimum", 0)
                .put("maximum", 10)
                .put("default", 1);
        assertThat(fields(schema).stream().filter(field -> field.path().equals("aggregation.gamma")))
                .first()
                .satisfies(field -> assertThat(field.bounds()).isEqualTo("0 to 10 percent; default 1"));
    }

    @Test
    void anEmptyFieldSaysWhatItStandsFor() {
        Registries more = new Registries(
                known.datasets(),
                Map.of(),
                Map.of(),
                known.optimizers(),
                known.selections(),
                List.of("fedavg", "fedadam", "scaffold"),
                known.codecs());
        List<Field> fields = fields(TaskSchema.of(more));
        assertThat(placeholder(fields, "aggregation.serverLearningRate")).isEqualTo("by strategy");
        assertThat(placeholder(fields, "aggregation.beta1")).isEqualTo("0.9");
        assertThat(placeholder(fields, "privacy.clipNorm")).isEqualTo("off");
        assertThat(placeholder(fields, "name")).isEqualTo("made up for you");
    }

    private static String placeholder(List<Field> fields, String path) {
        return fields.stream()
                .filter(field -> field.path().equals(path))
                .findFirst()
                .orElseThrow()
                .placeholder();
    }

    @Test
    void aFieldOfTheFutureIsLeftOut() {
        ObjectNode schema = TaskSchema.of(known);
        ((ObjectNode) schema.at("/properties/privacy/properties/noiseMultiplier")).put("x-not-yet", true);
        assertThat(paths(schema)).contains("privacy.clipNorm").doesNotContain("privacy.noiseMultiplier");
    }

    private List<Section> sections(ObjectNode schema) {
        return new TaskForm(schema, known).sections(TaskSpec.defaults());
    }

    private List<Field> fields(ObjectNode schema) {
        return sections(schema).stream()
                .flatMap(section -> Stream.concat(section.fields().stream(), section.advanced().stream()))
                .toList();
    }

    private List<String> paths(ObjectNode schema) {
        return fields(schema).stream().map(Field::path).toList();
    }
}
