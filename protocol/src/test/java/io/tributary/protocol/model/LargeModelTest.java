package io.tributary.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.model.ModelGraph.InvalidModelException;
import io.tributary.protocol.task.TaskSpec.Codec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models whose numbers and bytes no int can count. */
class LargeModelTest {
    private static final long WEIGHT = 60_000L * 60_000;

    /** 3.6 thousand million parameters, 13 GiB. */
    private static final ModelGraph GRAPH = ModelGraph.of(
            new ModelSpec(null, List.of(new Layer.Flatten(), new Layer.Dense(60_000), new Layer.Dense(null))),
            new DataShape(1, 1, 60_000, 2));

    @Test
    void offsetsAndSizesGoOnBeyondAnInt() {
        assertThat(GRAPH.parameters()).isEqualTo(WEIGHT + 60_000 + 2 * 60_000 + 2);
        assertThat(GRAPH.multiplyAdds()).isEqualTo(WEIGHT + 2 * 60_000);
        assertThat(GRAPH.layout().tensors().get(1).offset()).isEqualTo(WEIGHT);
        ByteBuffer header = Safetensors.header(GRAPH.layout());
        assertThat(Safetensors.fileSize(GRAPH.layout())).isEqualTo(header.remaining() + 4 * GRAPH.parameters());
        assertThat(StandardCharsets.UTF_8.decode(header.position(8)).toString())
                .contains("\"data_offsets\":[" + 4 * WEIGHT + "," + 4 * (WEIGHT + 60_000) + "]");
    }

    /** A block of 1,024 numbers of 8 bits has 1,032 bytes; top-k of nearly all takes more than 8 bits for each. */
    @ParameterizedTest
    @CsvSource({"none, 4.0, 4.001", "float16, 2.0, 2.001", "quantize, 1.007, 1.009", "top-k, 1.0, 1.5"})
    void framesHaveAllTheirBytes(String scheme, double least, double most) {
        long size = Compressors.of(new Codec(scheme, 8, 0.9, false)).frameSize(GRAPH.parameters());
        assertThat((double) size / GRAPH.parameters()).isBetween(least, most);
    }

    @Test
    void aModelBeyondTheBoundIsRefusedWithIt() {
        Layer wide = new Layer.Dense(65_536);
        List<Layer> layers = new ArrayList<>(List.of(new Layer.Flatten()));
        for (int i = 0; i < 6; i++) {
            layers.add(wide);
        }
        layers.add(new Layer.Dense(null));
        assertThat(refusal(layers)).contains(Long.toString(ModelGraph.MAX_PARAMETERS));
    }

    /** The largest padding, again and again, makes an image of more numbers than an int counts. */
    @Test
    void anImageOfTooManyNumbersIsRefusedInsteadOfTurningNegative() {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Conv(4096, 1, 1, 15, 1));
        for (int i = 0; i < 30; i++) {
            layers.add(new Layer.Conv(4096, 1, 1, 15, 4096));
        }
        layers.add(new Layer.Flatten());
        layers.add(new Layer.Dense(null));
        assertThat(refusal(layers)).contains("flatten gets [4096, 958, 958]", "2147483647");
    }

    private static String refusal(List<Layer> layers) {
        List<String> reasons = new ArrayList<>();
        assertThatThrownBy(() -> ModelGraph.of(new ModelSpec(null, layers), new DataShape(1, 28, 28, 2)))
                .isInstanceOfSatisfying(InvalidModelException.class, e -> reasons.add(e.reason()));
        return reasons.get(0);
    }
}
