package io.tributary.protocol.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The safetensors file format (huggingface/safetensors, "Format"): eight bytes of little-endian header length, a JSON
 * header, then the tensors. The model artifact is such a file, so a downloaded model has the SHA-256 that the task shows.
 */
public final class Safetensors {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Safetensors() {}

    private record Entry(String dtype, List<Integer> shape, List<Long> data_offsets) {}

    /**
     * Everything before the numbers: its length is a multiple of 8, and it depends on nothing but the layout.
     *
     * @return ready to read, little-endian
     */
    public static ByteBuffer header(WeightLayout layout) {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("__metadata__", Map.of("format", "pt"));
        for (Tensor tensor : layout.tensors()) {
            entries.put(
                    tensor.name(), new Entry("F32", tensor.shape(), List.of(4 * tensor.offset(), 4 * tensor.end())));
        }
        byte[] json = JSON.writeValueAsString(entries).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer header = ByteBuffer.allocate(8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    /** Bytes of the file of a model of that layout. */
    public static long fileSize(WeightLayout layout) {
        return header(layout).remaining() + 4 * layout.size();
    }
}
