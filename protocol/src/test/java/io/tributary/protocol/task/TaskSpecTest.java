package io.tributary.protocol.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.data.Column;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TaskSpecTest {
    private static final TaskSpecReader READER =
            new TaskSpecReader(known(List.of("fedavg"), List.of("none", "float16")));
    private static final TaskSpecReader STRATEGIC = new TaskSpecReader(known(
            Strategies.all().stream().map(Strategy::id).toList(), List.of("none", "float16", "quantize", "top-k")));

    private static Registries known(List<String> strategies, List<String> codecs) {
        return new Registries(
                List.of(
                        new DatasetInfo(
                                "fashion-mnist",
                                "F",
                                "d",
                                new DataShape(1, 28, 28, 10),
                                List.of(),
                                60_000,
                                10_000,
                                0,
                                1),
                        new DatasetInfo("prices", "P", "d", new DataShape(1, 1, 9, 1), List.of(), 900, 100, 0, 1),
                        new DatasetInfo(
                                "heart",
                                "H",
                                "d",
                                new DataShape(1, 1, 1, 2),
                                List.of("no", "yes"),
                                90,
                                10,
                                0,
                                1,
                                List.of(new Column("age", Column.Kind.NUMERIC, List.of())),
                                true)),
                Map.of(),
                Map.of("heart", List.of("east", "north", "west")),
                List.of("sgd", "adam"),
                List.of("full", "random", "round-robin", "latency-proportional", "power-of-choice", "oort"),
                strategies,
                codecs);
    }

    @Test
    void anEmptyDocumentStandsForAllDefaults() {
        assertThat(READER.read("{}")).isEqualTo(TaskSpec.defaults());
    }

    @Test
    void aModelThatNoWorkerCanTrainIsRefusedWithTheBound() {
        Registries known = new Registries(
                List.of(new DatasetInfo(
                        "fashion-mnist", "F", "d", new DataShape(1, 28, 28, 10), List.of(), 60_000, 10_000, 0, 1)),
                Map.of(),
                Map.of(),
                List.of("sgd"),
                List.of("full"),
                List.of("fedavg"),
                List.of("none"),
                Map.of("fashion-mnist", ModelGraph.ONE_BUFFER));
        String layers =
                "{'model': {'layers': [{'type': 'flatten'}, {'type': 'dense', 'units': %1$d}, {'type': 'dense', 'units': %1$d}, {'type': 'dense'}]}}"
                        .replace('\'', '"');
        TaskSpecReader reader = new TaskSpecReader(known);
        reader.read(String.format(layers, 20_000));
        assertThatThrownBy(() -> reader.read(String.format(layers, 30_000)))
                .isInstanceOfSatisfying(TributaryException.class, e -> {
                    assertThat(e.errors()).extracting(FieldError::field).containsExactly("model.layers");
                    assertThat(e.message())
                            .contains("923880010 parameters", "at most " + ModelGraph.ONE_BUFFER, "2047 MiB");
                });
    }

    @Test
    void nullMeansTheDefault() {
        assertThat(READER.read("{\"training\": null, \"clients\": {\"count\": null}, \"seed\": null}"))
                .isEqualTo(TaskSpec.defaults());
    }

    @Test
    void aCompleteSpecIsReadBackUnchanged() {
        TaskSpec spec = READER.read(
                "{\"name\": \"n\", \"clients\": {\"count\": 7, \"fraction\": 0.5}, \"model\": {\"layers\": [{\"type\": \"flatten\"}, {\"type\": \"dense\"}]}}");
        assertThat(READER.read(JsonMapper.shared().writeValueAsString(spec))).isEqualTo(spec);
        assertThat(spec.clients().selection()).isEqualTo("random");
    }

    @ParameterizedTest
    @CsvSource({"100,0.29,29", "10,0.3,3", "10,0.01,1", "1,1,1", "3,0.99,2", "1000,0.007,7"})
    void selectsTheFloorOfTheShareAndAtLeastOne(int count, double fraction, int selected) {
        assertThat(READER.read("{\"clients\": {\"count\": " + count + ", \"fraction\": " + fraction + "}}")
                        .clientsPerRound())
                .isEqualTo(selected);
    }

    @ParameterizedTest
    @CsvSource({"100,0.1,0.3,13", "10,0.5,0,5", "10,0.5,0.25,7", "10,0.5,1,10", "100,0.29,0.1,32"})
    void asksTheShareBeyondNeedRoundedUp(int count, double fraction, double beyond, int asked) {
        assertThat(READER.read("{\"clients\": {\"count\": " + count + ", \"fraction\": " + fraction
                                + ", \"overSelection\": " + beyond + "}}")
                        .clientsAsked())
                .isEqualTo(asked);
    }

    @Test
    void readsEntropyCodingAndRefusesItWhereTheModelTravelsAsItIs() {
        assertThat(READER.read("{}").compression().uplink().entropy()).isEqualTo(TaskSpec.Entropy.NONE);
        assertThat(READER.read("{\"compression\": {\"uplink\": {\"scheme\": \"float16\", \"entropy\": \"zstd\"}}}")
                        .compression()
                        .uplink()
                        .entropy())
                .isEqualTo(TaskSpec.Entropy.ZSTD);
        assertThatThrownBy(() -> READER.read("{\"compression\": {\"downlink\": {\"entropy\": \"zstd\"}}}"))
                .isInstanceOfSatisfying(
                        TributaryException.class,
                        refusal -> assertThat(refusal.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo("compression.downlink.entropy");
                            assertThat(error.message()).contains("set it to quantize");
                        }));
        assertThatThrownBy(() -> READER.read("{\"compression\": {\"uplink\": {\"entropy\": \"gzip\"}}}"))
                .isInstanceOfSatisfying(
                        TributaryException.class,
                        refusal -> assertThat(refusal.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.message()).contains("zstd")));
    }

    @Test
    void refusesToAskMoreClientsThanThereAre() {
        assertThatThrownBy(
                        () -> READER.read("{\"clients\": {\"count\": 10, \"fraction\": 0.8, \"overSelection\": 0.3}}"))
                .isInstanceOfSatisfying(
                        TributaryException.class,
                        refusal -> assertThat(refusal.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo("clients.overSelection");
                            assertThat(error.message()).contains("asks 11", "there are 10", "at most 0.25");
                        }));
    }

    @ParameterizedTest
    @CsvSource({
        "constant,1,0.2",
        "constant,8,0.2",
        "linear,1,0.2",
        "linear,5,0.1",
        "linear,8,0.025",
        "cosine,1,0.2",
        "cosine,5,0.1",
        "cosine,3,0.17071068"
    })
    void theScheduleSetsTheRateOfARound(String schedule, int round, double rate) {
        TaskSpec.Training training = READER.read(
                        "{\"training\": {\"rounds\": 8, \"learningRate\": 0.2, \"schedule\": \"" + schedule + "\"}}")
                .training();
        assertThat(training.in(round).learningRate()).isCloseTo(rate, within(1e-8));
        assertThat(training.in(8).learningRate()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0.5,at least 1", "101,at most 100"})
    void refusesASpeedSpreadOutOfBounds(String spread, String bound) {
        assertThatThrownBy(() -> READER.read("{\"clients\": {\"speedSpread\": " + spread + "}}"))
                .isInstanceOfSatisfying(
                        TributaryException.class,
                        e -> assertThat(e.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo("clients.speedSpread");
                            assertThat(error.message()).contains(bound);
                        }));
    }

    @Test
    void aNumberToPredictAsksForItsOwnLossAndNoAccuracy() {
        String prices = "{\"dataset\": \"prices\", \"model\": {\"preset\": \"mlp\"}";

        assertThat(READER.read(prices + ", \"training\": {\"loss\": \"mse\"}}").dataset())
                .isEqualTo("prices");
        assertThatThrownBy(() -> READER.read(
                        prices + ", \"partition\": {\"scheme\": \"shards\"}, \"stopping\": {\"targetAccuracy\": 0.9}}"))
                .isInstanceOfSatisfying(
                        TributaryException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::field)
                                .containsExactlyInAnyOrder(
                                        "training.loss", "stopping.targetAccuracy", "partition.scheme"));
    }

    @Test
    void sitesAreTheClientsOfTheirOwnData() {
        TaskSpec spec = READER.read(
                "{\"dataset\": \"heart\", \"partition\": {\"scheme\": \"by-worker\"}, \"model\": {\"preset\": \"mlp\"}}");
        assertThat(spec.clients().count()).isEqualTo(3);
        assertThat(spec.clientsPerRound()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'dataset': 'heart'}|partition.scheme|heart lies at east, north, west",
                "{'partition': {'scheme': 'by-worker'}}|partition.scheme|the same at every worker",
                "{'dataset': 'heart', 'partition': {'scheme': 'by-worker'}, 'clients': {'count': 10}}|clients.count|leave the count out or say 3",
                "{'dataset': 'heart', 'partition': {'scheme': 'by-worker'}, 'compression': {'downlink': {'scheme': 'float16'}}}|compression.downlink.scheme|fetch the weights whole"
            })
    void refusesToDealOutWhatSitesHold(String json, String field, String message) {
        String mlp = json.replace('\'', '"').replaceFirst("\\{", "{\"model\": {\"preset\": \"mlp\"}, ");
        assertThatThrownBy(() -> READER.read(mlp))
                .isInstanceOfSatisfying(
                        TributaryException.class,
                        e -> assertThat(e.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo(field);
                            assertThat(error.message()).contains(message);
                        }));
    }

    @Test
    void everyFieldOfTheSchemaHelpsAndNumbersAreBounded() {
        check("", READER.schema());
    }

    @Test
    void theSchemaSaysWhenAFieldMatters() {
        JsonNode alpha = READER.schema().at("/properties/partition/properties/alpha/x-when");
        assertThat(alpha.toString())
                .isEqualTo("{\"field\":\"partition.scheme\",\"is\":[\"dirichlet\",\"quantity-skew\"]}");
        JsonNode feedback =
                READER.schema().at("/properties/compression/properties/downlink/properties/errorFeedback/x-when");
        assertThat(feedback.toString()).isEqualTo("{\"field\":\"compression.downlink.scheme\",\"isNot\":[\"none\"]}");
        JsonNode mu = READER.schema().at("/properties/aggregation/properties/mu");
        assertThat(mu.at("/x-when/is").toString()).isEqualTo("[\"fedprox\"]");
        assertThat(mu.get("default").asDouble()).isEqualTo(0.01);
        assertThat(READER.schema()
                        .at("/properties/aggregation/properties/serverLearningRate/description")
                        .asString())
                .contains("0.01 for fedadam");
    }

    @Test
    void aStrategysParametersStandBesideItAndAreCompleted() {
        TaskSpec spec = STRATEGIC.read("{\"aggregation\": {\"strategy\": \"krum\", \"byzantine\": 2}}");
        assertThat(spec.aggregation().parameters()).isEqualTo(Map.of("byzantine", 2L));
        TaskSpec completed = STRATEGIC.read("{\"aggregation\": {\"strategy\": \"fedavgm\"}}");
        JsonNode json = JsonMapper.shared().valueToTree(completed.aggregation());
        assertThat(json.toString())
                .isEqualTo(
                        "{\"strategy\":\"fedavgm\",\"weighting\":\"examples\",\"averaging\":{\"scheme\":\"none\",\"rounds\":5},\"serverLearningRate\":1,\"serverMomentum\":0.9}");
        assertThat(STRATEGIC.read(JsonMapper.shared().valueToTree(completed))).isEqualTo(completed);
    }

    /** Which are refused is the strategies' own business; that they are, and where, is the reader's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'aggregation':{'strategy':'krum','byzantine':5}} | aggregation.byzantine | use 3 or less",
                "{'aggregation':{'strategy':'krum','byzantine':1.5}} | aggregation.byzantine | whole",
                "{'aggregation':{'strategy':'fedprox','mu':-1}} | aggregation.mu | 0",
                "{'aggregation':{'strategy':'fedprox','nu':1}} | aggregation.nu | ",
                "{'aggregation':{'strategy':'scaffold'},'training':{'optimizer':'adam'}} | training.optimizer | sgd",
                "{'aggregation':{'strategy':'scaffold'},'training':{'momentum':0.9}} | training.momentum | plain steps",
                "{'aggregation':{'strategy':'scaffold'},'compression':{'uplink':{'scheme':'top-k'}}} | compression.uplink.scheme | scafcom",
                "{'privacy':{'noiseMultiplier':1}} | privacy.clipNorm | such as 1",
                "{'privacy':{'clipNorm':1,'noiseMultiplier':1},'clients':{'fraction':0.5,'selection':'oort'}} | clients.selection | use random",
                "{'privacy':{'clipNorm':1,'noiseMultiplier':1},'clients':{'fraction':0.5,'selection':'latency-proportional'}} | clients.selection | use random",
                "{'privacy':{'clipNorm':1,'noiseMultiplier':1,'delta':0.1}} | privacy.delta | less than 0.1",
                "{'privacy':{'clipNorm':1,'noiseMultiplier':1},'aggregation':{'strategy':'krum'}} | aggregation.strategy | fedavg",
                "{'aggregation':{'strategy':'trimmed-mean','trimFraction':0.1},'clients':{'count':5}} | aggregation.trimFraction | at least 0.2",
                "{'aggregation':{'strategy':'trimmed-mean'},'clients':{'count':2}} | aggregation.trimFraction | at least 3 clients",
                "{'aggregation':{'strategy':'multi-krum','byzantine':4}} | aggregation.byzantine | use 3 or less",
                "{'aggregation':{'strategy':'nna','byzantine':5}} | aggregation.byzantine | use 4 or less",
                "{'aggregation':{'strategy':'nna'},'compression':{'uplink':{'scheme':'top-k'}}} | compression.uplink.scheme | quantize",
                "{'simulation':{'attack':{'kind':'sign-flip'}},'dataset':'heart','partition':{'scheme':'by-worker'}} | simulation.attack.kind | virtual clients",
                "{'simulation':{'attack':{'kind':'label-flip'}},'dataset':'prices','training':{'loss':'mse'}} | simulation.attack.kind | sign-flip",
                "{'simulation':{'attack':{'kind':'gaussian','share':0.05}}} | simulation.attack.share | at least 0.1",
                "{'simulation':{'attack':{'kind':'little-is-enough','share':0.1}}} | simulation.attack.share | at least 0.2",
                "{'simulation':{'attack':{'kind':'sign-flip','share':0.6}}} | simulation.attack.share | 0.5",
                "{'simulation':{'slow':{'share':0.05}}} | simulation.slow.share | at least 0.1",
                "{'simulation':{'slow':{'share':0.3}},'dataset':'heart','partition':{'scheme':'by-worker'}} | simulation.slow.share | virtual clients",
                "{'aggregation':{'strategy':'fedbuff','bufferSize':11}} | aggregation.bufferSize | use at most 10",
                "{'aggregation':{'strategy':'fedbuff'},'clients':{'count':20,'fraction':0.2}} | aggregation.bufferSize | use at most 4",
                "{'aggregation':{'strategy':'anarchic','bufferSize':11}} | aggregation.bufferSize | use at most 10",
                "{'aggregation':{'strategy':'anarchic-silo'},'training':{'optimizer':'adam'}} | training.optimizer | sgd",
                "{'aggregation':{'strategy':'fedbuff'},'dataset':'heart','partition':{'scheme':'by-worker'}} | aggregation.strategy | use fedavg",
                "{'aggregation':{'strategy':'fedbuff'},'clients':{'count':20,'fraction':0.5,'overSelection':0.5}} | clients.overSelection | use 0",
                "{'aggregation':{'strategy':'fedbuff'},'clients':{'count':20,'fraction':0.5,'selection':'oort'}} | clients.selection | use random",
                "{'aggregation':{'strategy':'fedbuff'},'clients':{'minimum':6}} | clients.minimum | at most 5",
                "{'aggregation':{'strategy':'fedasync'},'clients':{'minimum':2}} | clients.minimum | at most 1",
                "{'aggregation':{'strategy':'fedfix'},'clients':{'minimum':2}} | clients.minimum | at most 1",
                "{'aggregation':{'strategy':'fedfix'},'clients':{'count':20,'fraction':0.5}} | clients.fraction | fedbuff",
                "{'aggregation':{'strategy':'fedbuff','averaging':{'scheme':'uniform'}}} | aggregation.averaging.scheme | use none",
                "{'aggregation':{'strategy':'fedbuff'},'compression':{'downlink':{'scheme':'quantize'}}} | compression.downlink.scheme | use none",
                "{'aggregation':{'strategy':'fedbuff'},'privacy':{'clipNorm':1}} | aggregation.strategy | fedavg",
                "{'start':{'round':3}} | start.round | start.task",
                "{'start':{'best':true}} | start.best | start.task",
                "{'start':{'task':'t','best':true,'round':3}} | start.best | round out",
                "{'start':{'model':'GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG'}} | start.model | 64 digits",
                "{'privacy':{'clipNorm':1},'aggregation':{'strategy':'median'}} | aggregation.strategy | fedavg",
                "{'privacy':{'clipNorm':1,'noiseMultiplier':1},'aggregation':{'weighting':'examples'}} | aggregation.weighting | uniform",
                "{'privacy':{'secureAggregation':{'masks':'pairwise'}},'aggregation':{'strategy':'krum'}} | aggregation.strategy | use fedavg",
                "{'privacy':{'secureAggregation':{'masks':'pairwise'}},'aggregation':{'strategy':'scaffold'}} | aggregation.strategy | only their sum",
                "{'privacy':{'secureAggregation':{'masks':'pairwise'}},'compression':{'uplink':{'scheme':'quantize'}}} | compression.uplink.scheme | do not compress",
                "{'privacy':{'secureAggregation':{'masks':'pairwise'}},'clients':{'count':2}} | clients.count | at least 3",
                "{'privacy':{'secureAggregation':{'masks':'pairwise'}},'clients':{'fraction':0.2}} | clients.fraction | has 2 clients",
                "{'privacy':{'secureAggregation':{'masks':'pairwise','threshold':11}}} | privacy.secureAggregation.threshold | Use 10",
                "{'privacy':{'secureAggregation':{'masks':'pairwise','threshold':5}}} | privacy.secureAggregation.threshold | Use 6",
                "{'privacy':{'secureAggregation':{'masks':'pairwise'}},'clients':{'fraction':0.5,'overSelection':1}} | clients.overSelection | more than half",
                "{'privacy':{'secureAggregation':{'masks':'pairwise'}},'clients':{'count':1000,'fraction':0.6}} | clients.fraction | a fraction of 0.5",
                "{'privacy':{'secureAggregation':{'masks':'some'}}} | privacy.secureAggregation.masks | pairwise",
                "{'privacy':{'clipNorm':1},'compression':{'uplink':{'scheme':'quantize'}}} | compression.uplink.errorFeedback | false"
            })
    void refusesWhatDoesNotGoTogether(String json, String field, String says) {
        assertThatThrownBy(() -> STRATEGIC.read(json.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        TributaryException.class,
                        e -> assertThat(e.errors()).anySatisfy(error -> {
                            assertThat(error.field()).isEqualTo(field);
                            assertThat(error.message()).contains(says == null ? "" : says);
                        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'privacy':{'clipNorm':1,'noiseMultiplier':1},'clients':{'fraction':0.5,'selection':'round-robin'}}",
                "{'privacy':{'clipNorm':1,'noiseMultiplier':1,'noise':'clients'},'clients':{'fraction':0.5,'selection':'oort'}}",
                "{'aggregation':{'strategy':'trimmed-mean','trimFraction':0.2},'clients':{'count':5}}",
                "{'aggregation':{'strategy':'trimmed-mean','trimFraction':0},'clients':{'count':5}}",
                "{'aggregation':{'strategy':'scaffold'},'compression':{'uplink':{'scheme':'quantize'}}}",
                "{'simulation':{'attack':{'kind':'sign-flip','share':0}}}",
                "{'simulation':{'slow':{'share':0.33,'factor':5}}}",
                "{'aggregation':{'strategy':'fedbuff','bufferSize':10}}",
                "{'aggregation':{'strategy':'fedbuff','bufferSize':2},'clients':{'count':20,'fraction':0.1}}",
                "{'aggregation':{'strategy':'fedasync'},'compression':{'uplink':{'scheme':'top-k'}}}",
                "{'aggregation':{'strategy':'fedfix','interval':0.5}}",
                "{'aggregation':{'strategy':'anarchic-silo'},'compression':{'uplink':{'scheme':'quantize'}}}",
                "{'privacy':{'secureAggregation':{'masks':'pairwise'}}}",
                "{'privacy':{'secureAggregation':{'masks':'pairwise'}},'clients':{'fraction':0.5,'overSelection':0.5,'selection':'oort'}}",
                "{'privacy':{'secureAggregation':{'masks':'pairwise','threshold':6}},'aggregation':{'strategy':'fedadam'},'compression':{'downlink':{'scheme':'quantize'}}}",
                "{'privacy':{'clipNorm':1,'noiseMultiplier':1,'secureAggregation':{'masks':'pairwise'}},'aggregation':{'weighting':'uniform'}}",
                "{'simulation':{'attack':{'kind':'little-is-enough','share':0.2}}}",
                "{'aggregation':{'strategy':'ef21'},'compression':{'uplink':{'scheme':'top-k'}}}",
                "{'aggregation':{'strategy':'scallion'},'compression':{'uplink':{'scheme':'quantize','bits':4}}}"
            })
    void takesWhatGoesTogether(String json) {
        assertThat(STRATEGIC.read(json.replace('\'', '"'))).isNotNull();
    }

    @Test
    void withNoiseAllClientsCountAlike() {
        TaskSpec spec = STRATEGIC.read("{\"privacy\": {\"clipNorm\": 1, \"noiseMultiplier\": 1.1}}");
        assertThat(spec.aggregation().weighting()).isEqualTo(TaskSpec.Weighting.UNIFORM);
    }

    private static void check(String path, JsonNode schema) {
        schema.get("properties").properties().forEach(entry -> {
            String field = path + entry.getKey();
            JsonNode property = entry.getValue();
            assertThat(property.path("title").asString()).as(field).isNotBlank();
            assertThat(property.path("description").asString()).as(field).isNotBlank();
            if (property.path("type").asString().equals("object")) {
                assertThat(property.get("additionalProperties").asBoolean())
                        .as(field)
                        .isFalse();
                check(field + ".", property);
            } else if (List.of("integer", "number")
                    .contains(property.path("type").asString())) {
                assertThat(property.has("minimum") || property.has("exclusiveMinimum"))
                        .as(field)
                        .isTrue();
                assertThat(property.has("maximum") || property.has("exclusiveMaximum"))
                        .as(field)
                        .isTrue();
            }
        });
    }
}
