package io.tributary.nashpo.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.nashpo.Trials;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;

class SpaceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                                                | space             | empty
            [{'field':'a','type':'float','low':2,'high':1}]                                   | space[0].low      | above high
            [{'field':'a','type':'float','low':0,'high':1,'log':true}]                        | space[0].low      | no zero
            [{'field':'a','type':'float','low':1}]                                            | space[0].high     | low and a high
            [{'field':'a','type':'int','low':1.5,'high':3}]                                   | space[0].low      | whole
            [{'field':'a','type':'float','low':1,'high':3,'step':0}]                          | space[0].step     | more than 0
            [{'field':'a','type':'float','low':1,'high':3,'step':5}]                          | space[0].step     | more than the range
            [{'field':'a','type':'float','low':1,'high':3,'step':1,'log':true}]               | space[0].step     | exclude
            [{'field':'a','type':'int','low':1,'high':9,'step':1.5}]                          | space[0].step     | whole
            [{'field':'a','type':'float','low':1,'high':3,'choices':[1]}]                     | space[0].choices  | type choice
            [{'field':'a','type':'choice'}]                                                   | space[0].choices  | at least one
            [{'field':'a','type':'choice','choices':[]}]                                      | space[0].choices  | at least one
            [{'field':'a','type':'choice','choices':['x','x']}]                               | space[0].choices[1] | twice
            [{'field':'a','type':'choice','choices':[1,1.0]}]                                 | space[0].choices[1] | twice
            [{'field':'a','type':'choice','choices':[[1]]}]                                   | space[0].choices[0] | a number, a text
            [{'field':'a','type':'choice','choices':['x'],'low':1}]                           | space[0]          | no low
            [{'field':'a','type':'int','low':1,'high':2},{'field':'a','type':'int','low':1,'high':2}] | space[1].field | twice
            [{'field':'a','type':'int','low':1,'high':2,'when':{'field':'b','is':[1]}}]       | space[0].when.field | not in the space
            [{'field':'a','type':'int','low':1,'high':2,'when':{'field':'a','is':[1]}}]       | space[0].when     | depends on itself
            [{'field':'b','type':'int','low':1,'high':2},{'field':'a','type':'int','low':1,'high':2,'when':{'field':'b','is':[7]}}] | space[1].when.is | never 7
            [{'field':'b','type':'int','low':1,'high':2},{'field':'a','type':'int','low':1,'high':2,'when':{'field':'b','is':[]}}] | space[1].when.is | never holds
            """)
    void refusesWhatIsContradictory(String json, String field, String words) {
        List<Dimension> dimensions =
                Arrays.asList(JsonMapper.shared().readValue(json.replace('\'', '"'), Dimension[].class));
        assertThatThrownBy(() -> Space.of(dimensions)).isInstanceOfSatisfying(TributaryException.class, e -> {
            assertThat(e.errors()).extracting(FieldError::field).contains(field);
            assertThat(e.errors()).extracting(FieldError::message).anyMatch(message -> message.contains(words));
        });
    }

    @Test
    void aCycleOfConditionsIsRefused() {
        Dimension a = Dimension.choice("a", Trials.texts("x")).when("b", Trials.texts("x"));
        Dimension b = Dimension.choice("b", Trials.texts("x")).when("a", Trials.texts("x"));
        assertThatThrownBy(() -> Space.of(List.of(a, b)))
                .hasMessageContaining("2 fields")
                .satisfies(e -> assertThat(((TributaryException) e).errors())
                        .allMatch(error -> error.message().contains("depends on itself")));
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        assertThatThrownBy(() -> Space.of(List.of(Dimension.real("a", 2, 1, false), Dimension.choice("b", List.of()))))
                .satisfies(e -> assertThat(((TributaryException) e).errors()).hasSize(2));
    }

    @Test
    void parentsStandBeforeTheirChildren() {
        Dimension child = Dimension.real("momentum", 0, 1, false).when("optimizer", Trials.texts("sgd"));
        Dimension parent = Dimension.choice("optimizer", Trials.texts("sgd", "adam"));
        Space space = Space.of(List.of(child, parent));
        assertThat(space.dimensions()).containsExactly(parent, child);
        assertThat(space.groups()).containsExactly(List.of(parent), List.of(child));
    }

    @Test
    void onlyWhatCountsBelongsToAPoint() {
        Space space = Space.of(List.of(
                Dimension.choice("optimizer", Trials.texts("sgd", "adam")),
                Dimension.real("momentum", 0, 1, false).when("optimizer", Trials.texts("sgd"))));
        assertThat(space.contains(Trials.params("{'optimizer': 'adam'}"))).isTrue();
        assertThat(space.contains(Trials.params("{'optimizer': 'adam', 'momentum': 0.5}")))
                .isFalse();
        assertThat(space.contains(Trials.params("{'optimizer': 'sgd'}"))).isFalse();
        assertThat(space.contains(Trials.params("{'optimizer': 'sgd', 'momentum': 0.5, 'seed': 1}")))
                .isFalse();
    }

    @Test
    void completingMovesLeavesOutAndFillsIn() {
        Space space = Space.of(List.of(
                Dimension.choice("optimizer", Trials.texts("sgd", "adam")),
                Dimension.real("momentum", 0, 0.9, false).when("optimizer", Trials.texts("sgd")),
                Dimension.whole("batch", 8, 128, true)));
        assertThat(space.complete(
                        Trials.params("{'optimizer': 'sgd', 'momentum': 7, 'other': 1}"),
                        Trials.params("{'batch': 20.4}")))
                .isEqualTo(Params.none()
                        .with("optimizer", Trials.texts("sgd").get(0))
                        .with("momentum", DoubleNode.valueOf(0.9))
                        .with("batch", LongNode.valueOf(20)));
        assertThat(space.complete(Trials.params("{'optimizer': 'adam', 'momentum': 0.1}"), Params.none())
                        .has("momentum"))
                .isFalse();
    }

    @Test
    void allPointsOfASmallSpaceAreListedOnce() {
        Space space = Space.of(List.of(
                Dimension.choice("optimizer", Trials.texts("sgd", "adam")),
                new Dimension("momentum", Dimension.Type.FLOAT, 0.0, 0.9, false, 0.3, null, null)
                        .when("optimizer", Trials.texts("sgd")),
                Dimension.whole("epochs", 2, 4, false)));
        List<Params> points = space.points();
        assertThat(points).hasSize(4 * 3 + 3).allMatch(space::contains);
        assertThat(points.stream().map(Params::hash)).doesNotHaveDuplicates();
    }

    @Test
    void coordinatesGoThereAndBack() {
        for (Dimension dimension : List.of(
                Dimension.whole("a", 1, 512, true),
                Dimension.whole("b", -3, 4, false),
                new Dimension("c", Dimension.Type.FLOAT, 0.0, 1.0, false, 0.1, null, null),
                new Dimension("d", Dimension.Type.INT, 3.0, 17.0, false, 7.0, null, null))) {
            for (long i = 0; i < dimension.size(); i++) {
                var value = dimension.ordinal(i);
                double[] cell = dimension.cell(value);
                assertThat(dimension.contains(value)).isTrue();
                assertThat(dimension.at(dimension.coordinate(value))).isEqualTo(value);
                assertThat(dimension.at(cell[0] + 1e-9)).isEqualTo(value);
                assertThat(dimension.at(cell[1] - 1e-9)).isEqualTo(value);
            }
        }
        Dimension rate = Dimension.real("rate", 1e-4, 1, true);
        assertThat(rate.coordinate(DoubleNode.valueOf(1e-2))).isCloseTo(0.5, within(1e-12));
        assertThat(rate.at(0.25).asDouble()).isCloseTo(1e-3, within(1e-12));
        assertThat(rate.at(-1).asDouble()).isEqualTo(1e-4);
    }

    @Test
    void hashesTellPointsApartAndNotTheirWriting() {
        assertThat(Trials.params("{'a': 1, 'b': 'x'}").hash())
                .isEqualTo(Trials.params("{'b': 'x', 'a': 1.0}").hash());
        assertThat(Trials.params("{'a': 1}").hash())
                .isNotEqualTo(Trials.params("{'a': '1'}").hash());
        assertThat(Trials.params("{'a': true}").hash())
                .isNotEqualTo(Trials.params("{'a': false}").hash());
    }

    @Test
    void paramsAreReadAndWrittenAsPlainJson() {
        Params params = Trials.params("{'training.learningRate': 0.1, 'training.optimizer': 'sgd'}");
        String json = JsonMapper.shared().writeValueAsString(params);
        assertThat(json).isEqualTo("{\"training.learningRate\":0.1,\"training.optimizer\":\"sgd\"}");
        assertThat(JsonMapper.shared().readValue(json, Params.class)).isEqualTo(params);
        assertThat(Objects.requireNonNull(params.get("training.optimizer")).asString())
                .isEqualTo("sgd");
    }
}
