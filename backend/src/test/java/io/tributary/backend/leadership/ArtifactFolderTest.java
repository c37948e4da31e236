package io.tributary.backend.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactFolderTest {
    @TempDir
    private Path data;

    @Test
    void isMadeByTheFirstLeaderAndRenamedByTheNext() throws IOException {
        ArtifactFolder first = new ArtifactFolder(data);
        assertThat(first.epoch()).isEmpty();
        assertThat(first.claim(1)).isTrue();
        Files.writeString(first.get().resolve("model"), "weights");

        ArtifactFolder second = new ArtifactFolder(data);
        assertThat(second.epoch()).hasValue(1);
        assertThat(second.claim(4)).isTrue();
        assertThat(second.get().resolve("model")).hasContent("weights");
        assertThat(first.get()).doesNotExist();
    }

    @Test
    void takesOverWhatIsFromBeforeThereWereEpochs() throws IOException {
        Files.writeString(Files.createDirectory(data.resolve("artifacts")).resolve("model"), "weights");
        ArtifactFolder folder = new ArtifactFolder(data);
        assertThat(folder.epoch()).hasValue(0);
        assertThat(folder.claim(1)).isTrue();
        assertThat(folder.get().resolve("model")).hasContent("weights");
    }

    @Test
    void isNotGivenBackToAnEarlierEpoch() throws IOException {
        new ArtifactFolder(data).claim(5);
        assertThat(new ArtifactFolder(data).claim(4)).isFalse();
        assertThat(data.resolve("artifacts-5")).exists();
    }

    @Test
    void keepsAWokenLeaderFromStoringAndDeletingWhatTheNextOneHas() throws IOException {
        ArtifactFolder old = new ArtifactFolder(data);
        old.claim(1);
        DiskArtifactStore before = new DiskArtifactStore(old, new Disk(data, 0));
        Sha256 model = before.put(Durability.SYNCED, ByteBuffer.wrap(new byte[] {1}));
        before.release(model);
        ArtifactFolder next = new ArtifactFolder(data);
        next.claim(2);
        DiskArtifactStore after = new DiskArtifactStore(next, new Disk(data, 0));

        before.delete(model);
        assertThatThrownBy(() -> before.put(Durability.SYNCED, ByteBuffer.wrap(new byte[] {2})))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(after.contains(model)).isTrue();
        assertThat(old.get()).doesNotExist();
    }
}
