package io.tributary.nashpo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelPreset;
import io.tributary.protocol.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;

class GrammarTest {
    private static final DataShape CLOTHES = new DataShape(1, 28, 28, 10);
    private static final DataShape ROWS = new DataShape(1, 1, 9, 2);

    @ParameterizedTest
    @CsvSource({"1, 28, 28, 10", "3, 32, 32, 100", "1, 4, 5, 2", "3, 1, 7, 4", "1, 1, 9, 1"})
    void everyNetworkCanBeBuiltAndStaysUnderItsCaps(int channels, int height, int width, int classes) {
        DataShape shape = new DataShape(channels, height, width, classes);
        Grammar grammar = new Grammar(ArchitectureSpec.within(60_000L, 240_000L, 3_000_000L), shape);
        Space space = Space.of(grammar.dimensions());
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1);
        assertThat(grammar.check()).isEmpty();
        Params mutant = grammar.draw(random);
        for (int i = 0; i < 300; i++) {
            Params params = grammar.draw(random);
            mutant = grammar.mutate(mutant, random);
            for (Params each : List.of(params, mutant)) {
                ModelGraph graph = ModelGraph.of(grammar.model(each), shape);
                assertThat(space.contains(each)).as("%s", each).isTrue();
                assertThat(graph.parameters()).isLessThanOrEqualTo(60_000);
                assertThat(graph.multiplyAdds()).isLessThanOrEqualTo(3_000_000);
            }
        }
    }

    @Test
    void aMutantIsAnotherNetworkOrAnotherPoint() {
        Grammar grammar = new Grammar(ArchitectureSpec.within(null, null, null), CLOTHES);
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(2);
        for (int i = 0; i < 200; i++) {
            Params params = grammar.draw(random);
            assertThat(grammar.mutate(params, random)).isNotEqualTo(params);
        }
    }

    @Test
    void drawsAndMutantsRepeatWithTheirSeed() {
        Grammar grammar = new Grammar(ArchitectureSpec.within(50_000L, null, null), CLOTHES);
        UniformRandomProvider one = RandomSource.XO_SHI_RO_256_PP.create(3);
        UniformRandomProvider two = RandomSource.XO_SHI_RO_256_PP.create(3);
        assertThat(grammar.mutate(grammar.draw(one), one)).isEqualTo(grammar.mutate(grammar.draw(two), two));
    }

    @Test
    void whatFitsIsLeftAsItIs() {
        Grammar grammar = new Grammar(ArchitectureSpec.within(null, null, null), CLOTHES);
        Params params = grammar.draw(RandomSource.XO_SHI_RO_256_PP.create(4));
        assertThat(grammar.fit(params)).isEqualTo(params);
    }

    @Test
    void stagesBecomeLayers() {
        Grammar grammar = new Grammar(ArchitectureSpec.within(null, null, null), CLOTHES);
        Params params = JsonMapper.shared().readValue("""
                        {"architecture.stages": 2,
                         "architecture.stage1.block": "depthwise", "architecture.stage1.width": 16,
                         "architecture.stage1.depth": 1, "architecture.stage1.kernel": 3,
                         "architecture.stage2.block": "residual", "architecture.stage2.width": 32,
                         "architecture.stage2.depth": 1, "architecture.stage2.kernel": 5,
                         "architecture.halving": "max-pool", "architecture.norm": "none",
                         "architecture.head": "global-average", "architecture.activation": "relu",
                         "architecture.dense": 1, "architecture.units": 20, "architecture.dropout": 0.25}
                        """, Params.class);
        Layer relu = new Layer.Activation(Layer.Function.RELU);
        assertThat(grammar.model(params).resolve())
                .containsExactly(
                        new Layer.Conv(1, 3, 1, 1, 1),
                        new Layer.Conv(16, 1, 1, 0, 1),
                        relu,
                        new Layer.MaxPool(2, 2),
                        new Layer.Residual(
                                List.of(new Layer.Conv(32, 5, 1, 2, 1), relu, new Layer.Conv(32, 5, 1, 2, 1))),
                        relu,
                        new Layer.MaxPool(2, 2),
                        new Layer.GlobalAveragePool(),
                        new Layer.Dense(20),
                        relu,
                        new Layer.Dropout(0.25),
                        new Layer.Dense(null));
    }

    @Test
    void rowsOfATableGetDenseLayersOnly() {
        Grammar grammar = new Grammar(ArchitectureSpec.within(null, null, null), ROWS);
        List<Layer> layers = grammar.model(grammar.draw(RandomSource.XO_SHI_RO_256_PP.create(5)))
                .resolve();
        assertThat(layers).noneMatch(Layer.Conv.class::isInstance).noneMatch(Layer.Residual.class::isInstance);
    }

    @Test
    void presetsHaveAPlaceInTheSpace() {
        Grammar grammar = new Grammar(ArchitectureSpec.within(null, null, null), CLOTHES);
        Space space = Space.of(grammar.dimensions());
        for (String preset : ModelPreset.ids()) {
            assertThat(space.contains(grammar.like(ModelSpec.ofPreset(preset))))
                    .as(preset)
                    .isTrue();
        }
        Params lenet = grammar.like(ModelSpec.ofPreset("lenet5"));
        assertThat(lenet.get("architecture.stages")).isEqualTo(LongNode.valueOf(2));
        assertThat(lenet.get("architecture.stage2.width")).isEqualTo(LongNode.valueOf(16));
        assertThat(lenet.get("architecture.dense")).isEqualTo(LongNode.valueOf(2));
        Params resnet = grammar.like(ModelSpec.ofPreset("resnet8"));
        assertThat(Objects.requireNonNull(resnet.get("architecture.stage2.block"))
                        .asString())
                .isEqualTo("residual");
        assertThat(Objects.requireNonNull(resnet.get("architecture.head")).asString())
                .isEqualTo("global-average");
    }

    @Test
    void itsOwnNetworksAreReadBackAsTheSameNetworks() {
        Grammar grammar = new Grammar(ArchitectureSpec.within(null, null, null), CLOTHES);
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(6);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Params params = grammar.draw(random).with("architecture.dropout", DoubleNode.valueOf(0.25));
            Params back = grammar.like(grammar.model(params));
            if (!grammar.hash(back).equals(grammar.hash(params))) {
                different.add(params + " is read as " + back);
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void theSameNetworkHasTheSameHash() {
        Grammar grammar = new Grammar(ArchitectureSpec.within(null, null, null), CLOTHES);
        Params params = grammar.draw(RandomSource.XO_SHI_RO_256_PP.create(7))
                .with("architecture.dropout", DoubleNode.valueOf(0.101));
        assertThat(grammar.hash(params.with("architecture.dropout", DoubleNode.valueOf(0.102))))
                .isEqualTo(grammar.hash(params));
        assertThat(grammar.hash(params.with("architecture.dropout", DoubleNode.valueOf(0.2))))
                .isNotEqualTo(grammar.hash(params));
    }

    @ParameterizedTest
    @CsvSource({"100,,", ",100,", ",,100"})
    void capsThatNothingFitsUnderAreRefused(Long parameters, Long bytes, Long flops) {
        assertThat(new Grammar(ArchitectureSpec.within(parameters, bytes, flops), CLOTHES).check())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("more than the 100 allowed"));
    }

    @Test
    void capsThatOnlyJustAllowSomethingAreTaken() {
        Grammar free = new Grammar(ArchitectureSpec.within(null, null, null), CLOTHES);
        long least = Long.MAX_VALUE;
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(8);
        Grammar tight = new Grammar(ArchitectureSpec.within(200L, null, null), CLOTHES);
        for (int i = 0; i < 50; i++) {
            least = Math.min(
                    least,
                    ModelGraph.of(free.model(tight.fit(free.draw(random))), CLOTHES)
                            .parameters());
        }
        assertThat(least).isLessThanOrEqualTo(200);
        assertThat(tight.check()).isEmpty();
    }
}
