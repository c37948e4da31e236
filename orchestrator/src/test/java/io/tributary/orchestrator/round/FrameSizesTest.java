package io.tributary.orchestrator.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Durability;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameSizesTest {
    @Test
    void addsUpTheLatestFramesAndTakesTheMostForThoseItDoesNotKnow() {
        FrameSizes sizes = FrameSizes.NONE.and(70, 1000).and(80, 1000).and(90, 1000);
        assertThat(sizes.last(1, 100)).isEqualTo(90);
        assertThat(sizes.last(3, 100)).isEqualTo(240);
        assertThat(sizes.last(5, 100)).isEqualTo(440);
        assertThat(FrameSizes.NONE.last(2, 100)).isEqualTo(200);
    }

    @Test
    void forgetsFramesThatNobodyWouldFetchAnyMore() {
        FrameSizes sizes = FrameSizes.NONE;
        for (int round = 0; round < 1000; round++) {
            sizes = sizes.and(40, 100);
        }
        assertThat(sizes.encode().remaining()).isEqualTo(3 * Long.BYTES);
        assertThat(sizes.last(4, 50)).isGreaterThanOrEqualTo(100);
    }

    @Test
    void comesBackFromAnArtifact(@TempDir Path folder) throws IOException {
        DiskArtifactStore artifacts = new DiskArtifactStore(folder);
        FrameSizes sizes = FrameSizes.NONE.and(70, 1000).and(80_000_000_000L, 100_000_000_000L);
        try (var channel = artifacts.open(artifacts.put(Durability.SYNCED, sizes.encode()))) {
            assertThat(FrameSizes.read(channel).last(2, 0)).isEqualTo(80_000_000_070L);
        }
    }
}
