package io.tributary.orchestrator.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Participants;
import io.tributary.protocol.aggregation.Products;
import io.tributary.protocol.aggregation.ServerRule;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model that is larger than 2 GiB, and so than any buffer of Java's, in a heap that is not. */
class LargeAggregationTest {
    private static final long PARAMETERS = (1L << 29) + 1001;
    private static final WeightLayout LAYOUT =
            new WeightLayout(List.of(new Tensor("w", List.of((int) PARAMETERS), 0, Tensor.Initial.ZEROS, 1)));
    private static final ServerRule FEDAVG = Strategies.of("fedavg").server(Parameters.NONE);
    private static final Compressor NONE = Compressors.none();

    private final VastArtifacts artifacts = new VastArtifacts();

    @Test
    void everyTileIsReadAddedUpAndWritten() throws IOException {
        byte[] header = Safetensors.header(LAYOUT).array();
        Sha256 model = artifacts.add(new VastArtifacts.Vast(header, Safetensors.fileSize(LAYOUT), number(1.5f)));
        Sha256 update = artifacts.add(new VastArtifacts.Vast(frameHeader(), NONE.frameSize(PARAMETERS), number(2)));

        new TiledAggregation(artifacts, LAYOUT, FEDAVG)
                .aggregate(
                        model,
                        Map.of(),
                        new Participants(
                                1, 1, 0.1, 0, List.of(new Participants.Update(0, 1, 1, List.of())), new Products(1)),
                        List.of(update),
                        NONE,
                        UpdateGuard.NONE);

        assertThat(artifacts.written())
                .isEqualTo(header.length + 4 * PARAMETERS)
                .isGreaterThan(Integer.MAX_VALUE);
        ByteBuffer end = artifacts.end().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(end.getFloat(end.limit() - 4)).isEqualTo(3.5f);
        assertThat(end.getFloat(end.limit() - 8)).isZero();
    }

    /** As a small frame has it, but for the number of parameters in its last eight bytes. */
    private static byte[] frameHeader() {
        byte[] header = new byte[16];
        NONE.encode(ByteBuffer.allocate(4), Seeds.generator(1, Purpose.COMPRESSION, 0, 0))[0].get(header);
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(8, PARAMETERS);
        return header;
    }

    private static byte[] number(float number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(number)
                .array();
    }
}
