package io.tributary.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.data.DataShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ModelGraphTest {
    private static final DataShape GREY_28 = new DataShape(1, 28, 28, 10);

    @ParameterizedTest
    @CsvSource({"logistic,7850", "mlp,199210", "lenet5,61706", "cnn,1663370", "resnet8,77898"})
    void countsTheParametersOfThePresets(String preset, long parameters) {
        assertThat(ModelGraph.of(ModelSpec.ofPreset(preset), GREY_28).parameters())
                .isEqualTo(parameters);
    }

    @ParameterizedTest
    @EnumSource(ModelPreset.class)
    void presetsFitColourImagesToo(ModelPreset preset) {
        ModelGraph graph = ModelGraph.of(ModelSpec.ofPreset(preset.id()), new DataShape(3, 32, 32, 100));
        assertThat(graph.nodes().get(graph.nodes().size() - 1).output()).containsExactly(100);
        assertThat(graph.multiplyAdds()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(ModelPreset.class)
    void onlyDensePresetsFitTables(ModelPreset preset) {
        for (DataShape table : List.of(new DataShape(1, 1, 30, 4), new DataShape(1, 1, 30, 1))) {
            if (preset == ModelPreset.LOGISTIC || preset == ModelPreset.MLP) {
                ModelGraph graph = ModelGraph.of(ModelSpec.ofPreset(preset.id()), table);
                assertThat(graph.nodes().get(graph.nodes().size() - 1).output()).containsExactly(table.classes());
            } else {
                assertThatThrownBy(() -> ModelGraph.of(ModelSpec.ofPreset(preset.id()), table))
                        .hasMessageContaining("a row of 30 numbers; use the preset logistic or mlp");
            }
        }
    }

    @Test
    void laysTensorsOutWithoutGapsUnderTheNamesPyTorchWouldGive() {
        WeightLayout layout =
                ModelGraph.of(ModelSpec.ofPreset("resnet8"), GREY_28).layout();
        assertThat(layout.tensors())
                .extracting(Tensor::name)
                .contains("0.weight", "5.body.0.weight", "5.shortcut.bias", "10.bias");
        long end = 0;
        for (Tensor tensor : layout.tensors()) {
            assertThat(tensor.offset()).isEqualTo(end);
            end = tensor.end();
        }
        assertThat(layout.size()).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'type':'dense'}]                                                                        | 0 | flatten",
                "[{'type':'flatten'},{'type':'conv','filters':2,'kernel':3},{'type':'dense'}]              | 1 | needs an image",
                "[{'type':'conv','filters':2,'kernel':31},{'type':'flatten'},{'type':'dense'}]             | 0 | only 28",
                "[{'type':'conv','filters':3,'kernel':3,'groups':2},{'type':'flatten'},{'type':'dense'}]   | 0 | groups",
                "[{'type':'group-norm','groups':2},{'type':'flatten'},{'type':'dense'}]                    | 0 | divide",
                "[{'type':'flatten'},{'type':'dense','units':4}]                                           | 1 | 10 outputs",
                "[{'type':'flatten'},{'type':'activation'}]                                                | 1 | must be dense",
                "[{'type':'residual','layers':[{'type':'conv','filters':2,'kernel':5}]},{'type':'flatten'},{'type':'dense'}] | 0 | padding",
                "[{'type':'flatten'},{'type':'dense','units':65536},{'type':'dense','units':65536},{'type':'dense','units':65536},{'type':'dense','units':65536},{'type':'dense','units':65536},{'type':'dense'}] | 5 | parameters",
            })
    void saysWhichLayerDoesNotFitAndWhy(String layers, int layer, String reason) {
        ModelSpec model =
                new ModelSpec(null, List.of(JsonMapper.shared().readValue(layers.replace('\'', '"'), Layer[].class)));
        assertThatThrownBy(() -> ModelGraph.of(model, GREY_28))
                .isInstanceOfSatisfying(ModelGraph.InvalidModelException.class, e -> {
                    assertThat(e.layer()).isEqualTo(layer);
                    assertThat(e.reason()).contains(reason);
                });
    }
}
