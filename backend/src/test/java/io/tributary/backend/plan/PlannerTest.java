package io.tributary.backend.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlannerTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void everyOptionSetsFieldsThatASpecHas() {
        JsonNode spec = JSON.valueToTree(TaskSpec.defaults());
        options()
                .forEach(option -> option.changes()
                        .apply(TaskSpec.defaults())
                        .keySet()
                        .forEach(path -> assertThat(spec.at(path).isMissingNode())
                                .as("%s sets %s", option.id(), path)
                                .isFalse()));
    }

    @Test
    void everyMeasuredEffectIsOfAnOptionThatThereIs() throws Exception {
        Evidence.Measured measured;
        try (var file = PlannerTest.class.getResourceAsStream("/plan/effects.json")) {
            measured = JSON.readValue(file, Evidence.Measured.class);
        }
        List<String> ids = options().map(Option::id).toList();
        assertThat(measured.effects())
                .isNotEmpty()
                .allSatisfy(effect ->
                        assertThat(ids).containsAll(List.of(effect.option().split("\\+", -1))))
                .allSatisfy(effect -> assertThat(effect.changes()).isNotEmpty());
    }

    @Test
    void leavesParticipationAloneWhereLongerStepsAreNotUnderstoodOrTooFewWouldTrain() {
        Option half = Lattice.PARTICIPATION.get(1);
        assertThat(half.changes().apply(spec("{'training':{'optimizer':'adam'}}")))
                .isEmpty();
        assertThat(half.changes().apply(spec("{'training':{'momentum':0.9}}"))).isEmpty();
        assertThat(half.changes().apply(spec("{'clients':{'count':3}}"))).isEmpty();
        assertThat(half.changes().apply(spec("{'clients':{'minimum':8}}"))).isEmpty();
        assertThat(half.changes().apply(TaskSpec.defaults()))
                .isEqualTo(Map.of(
                        "/clients/fraction", 0.5, "/clients/selection", "random", "/training/learningRate", 0.1));
    }

    @Test
    void anEffectKnowsItsError() {
        Effect effect = new Effect("x", Skew.EVEN, List.of(-0.01, 0.0, 0.01));
        assertThat(effect.mean()).isZero();
        assertThat(effect.error()).isCloseTo(0.01 / Math.sqrt(3), within(1e-9));
    }

    @Test
    void aProbeIsMuchShorterThanItsTaskOrNotWorthIt() {
        assertThat(Probes.rounds(spec("{'training':{'rounds':1000}}"))).isEqualTo(5);
        assertThat(Probes.rounds(spec("{'training':{'rounds':20}}"))).isEqualTo(4);
        assertThat(Probes.rounds(spec("{'training':{'rounds':2}}"))).isEqualTo(3);
        assertThat(Probes.worthwhile(spec("{'training':{'rounds':6}}"))).isTrue();
        assertThat(Probes.worthwhile(spec("{'training':{'rounds':5}}"))).isFalse();
    }

    @Test
    void anEntropyStageDoesNotMakeAnotherKindOfTask() {
        String packed = "{'compression':{'uplink':{'scheme':'quantize','entropy':'%s'}}}";
        assertThat(Evidence.kind(spec(packed.formatted("zstd"))))
                .isEqualTo(Evidence.kind(spec(packed.formatted("none"))));
        assertThat(Evidence.kind(spec("{'training':{'rounds':6}}"))).isNotEqualTo(Evidence.kind(spec("{}")));
    }

    private static TaskSpec spec(String json) {
        return JSON.readValue(json.replace('\'', '"'), TaskSpec.class);
    }

    private static Stream<Option> options() {
        return Stream.of(Lattice.COMPRESSION, Lattice.PARTICIPATION, Lattice.EVALUATION)
                .flatMap(List::stream);
    }
}
