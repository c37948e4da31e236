package io.tributary.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.data.DataShape;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SafetensorsTest {
    @Test
    void headerIsAlignedAndSpansTheWholeFile() {
        WeightLayout layout = ModelGraph.of(ModelSpec.ofPreset("lenet5"), new DataShape(1, 28, 28, 10))
                .layout();
        ByteBuffer header = Safetensors.header(layout);
        assertThat(header.remaining() % 8).isZero();
        assertThat(header.getLong(0)).isEqualTo(header.remaining() - 8);
        byte[] bytes = new byte[header.remaining()];
        header.duplicate().get(bytes);
        JsonNode json = JsonMapper.shared().readTree(bytes, 8, bytes.length - 8);
        long end = 0;
        for (Tensor tensor : layout.tensors()) {
            JsonNode entry = json.get(tensor.name());
            assertThat(entry.get("dtype").asString()).isEqualTo("F32");
            assertThat(entry.get("data_offsets").get(0).asLong()).isEqualTo(end);
            end = entry.get("data_offsets").get(1).asLong();
        }
        assertThat(Safetensors.fileSize(layout)).isEqualTo(header.remaining() + end);
    }
}
