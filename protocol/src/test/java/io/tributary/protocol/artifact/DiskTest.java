package io.tributary.protocol.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quota of artifacts counts what is there, whoever put it there and however it went. */
class DiskTest {
    @TempDir
    private Path folder;

    @Test
    void artifactsCountAgainstTheQuotaUntilTheyAreRemoved() throws IOException {
        Disk disk = new Disk(() -> Long.MAX_VALUE, 0, 100);
        DiskArtifactStore store = new DiskArtifactStore(folder, disk, 0);
        Sha256 first = store.put(Durability.FILE, ByteBuffer.allocate(60));
        store.put(Durability.FILE, ByteBuffer.allocate(60));
        assertThat(disk.taken()).as("the same bytes count once").isEqualTo(60);

        assertThatThrownBy(() -> store.put(Durability.FILE, ByteBuffer.allocate(41)))
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining("quota");
        assertThatThrownBy(() -> store.write(Durability.FILE, 41)).isInstanceOf(DiskFullException.class);

        store.release(first);
        store.release(first);
        store.delete(first);
        assertThat(disk.taken()).isZero();
        store.put(Durability.FILE, ByteBuffer.allocate(100));
    }

    @Test
    void whatWasThereBeforeCountsAndCollectedGarbageDoesNot() throws IOException {
        new DiskArtifactStore(folder, 0).put(Durability.FILE, ByteBuffer.allocate(70));
        Disk disk = new Disk(() -> Long.MAX_VALUE, 0, 100);
        DiskArtifactStore store = new DiskArtifactStore(folder, disk, 0);
        assertThat(disk.taken()).isEqualTo(70);

        assertThat(store.retainOnly(Set::of)).isEqualTo(70);

        assertThat(disk.taken()).isZero();
    }
}
