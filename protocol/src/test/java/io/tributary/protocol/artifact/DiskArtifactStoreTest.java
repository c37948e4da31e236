package io.tributary.protocol.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** With no memory, with room for a word or two, and with room for all. */
@ParameterizedClass
@ValueSource(longs = {0, 10, 1 << 20})
class DiskArtifactStoreTest {
    @Parameter
    private long memory;

    @TempDir
    private Path folder;

    private DiskArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        store = new DiskArtifactStore(folder, memory);
    }

    @Test
    void namesBytesByTheirHashHoweverTheyAreCut() throws IOException {
        Sha256 whole = store.put(Durability.FILE, bytes("abcdef"));
        Sha256 parts = store.put(Durability.SYNCED, bytes("abc"), bytes("def"));
        assertThat(parts).isEqualTo(whole);
        assertThat(whole.hex()).isEqualTo("bef57ec7f53a6d40beb640a780a639c83bc29ac8a9816f1fc6c5c6dcd93c4721");
        assertThat(store.size(whole)).isEqualTo(6);
    }

    @Test
    void aFolderThatWasRemovedIsMadeAgain() throws IOException {
        Path made = folder.resolve("data/artifacts");
        DiskArtifactStore again = new DiskArtifactStore(made, memory);
        Files.delete(made);
        assertThat(again.contains(again.put(Durability.FILE, bytes("ab")))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void aNewFolderIsItsOwnersAlone() throws IOException {
        Path made = folder.resolve("data/artifacts");
        new DiskArtifactStore(made, memory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void whatStaysInMemoryHasANameThatNothingElseHas() throws IOException {
        Sha256 file = store.put(Durability.FILE, bytes("ab"));
        Sha256 mine = store.put(Durability.VOLATILE, bytes("ab"));
        Sha256 yours = store.put(Durability.VOLATILE, bytes("ab"));
        if (memory == 0) {
            assertThat(List.of(mine, yours)).containsOnly(file);
        } else {
            assertThat(mine).isNotEqualTo(file).isNotEqualTo(yours);
            assertThat(yours).isNotEqualTo(file);
        }
        store.release(mine);
        store.delete(mine);
        try (SeekableByteChannel channel = store.open(yours)) {
            assertThat(read(channel)).isEqualTo("ab");
        }
    }

    @Test
    void aReaderIsNotDisturbedByWhatIsStoredAfterADeletion() throws IOException {
        Sha256 old = store.put(Durability.VOLATILE, bytes("abcdefgh"));
        try (SeekableByteChannel channel = store.open(old)) {
            store.release(old);
            store.delete(old);
            store.put(Durability.VOLATILE, bytes("ABCDEFGH"));
            assertThat(read(channel)).isEqualTo("abcdefgh");
        }
        Sha256 third = store.put(Durability.VOLATILE, bytes("12345678"));
        try (SeekableByteChannel channel = store.open(third)) {
            assertThat(read(channel)).isEqualTo("12345678");
        }
    }

    @Test
    void keepsWhatSomeoneElseHasJustStored() throws IOException {
        Sha256 mine = store.put(Durability.VOLATILE, bytes("same"));
        Sha256 yours = store.put(Durability.VOLATILE, bytes("same"));
        store.release(mine);
        store.delete(mine);
        assertThat(store.contains(yours)).isTrue();
        store.release(yours);
        store.delete(yours);
        assertThat(store.contains(yours)).isFalse();
    }

    @Test
    void removesWhatNobodyNeedsAndWhatWasLeftHalfWritten() throws IOException {
        Sha256 kept = store.put(Durability.VOLATILE, bytes("kept"));
        Sha256 orphan = store.put(Durability.VOLATILE, bytes("orphan"));
        store.release(kept);
        store.release(orphan);
        Path partial = Files.writeString(
                Files.createDirectories(folder.resolve(kept.hex().substring(0, 2)))
                        .resolve("x.partial"),
                "half");
        assertThat(store.retainOnly(() -> Set.of(kept))).isEqualTo(6 + 4);
        assertThat(store.contains(kept)).isTrue();
        assertThat(store.contains(orphan)).isFalse();
        assertThat(partial).doesNotExist();
    }

    @Test
    void whatIsStoredWhileGarbageIsCollectedStaysAlsoWhereNobodyHadNamedItThen() throws IOException {
        Sha256 orphan = store.put(Durability.FILE, bytes("orphan"));
        Sha256 again = store.put(Durability.FILE, bytes("again"));
        Sha256 finishing = store.put(Durability.FILE, bytes("finishing"));
        store.release(orphan);
        store.release(again);

        store.retainOnly(() -> {
            // Between this answer and the removal rounds commit, and let go of what is now the journal's.
            store.release(finishing);
            try {
                store.release(store.put(Durability.FILE, bytes("again")));
                store.release(store.put(Durability.FILE, bytes("new")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Set.of();
        });

        assertThat(store.contains(orphan)).isFalse();
        assertThat(store.contains(again)).isTrue();
        assertThat(store.contains(finishing)).isTrue();
        assertThat(store.retainOnly(Set::of)).as("at the next collection").isEqualTo(5 + 9 + 3);
    }

    @Test
    void writesInPiecesWhatPutStoresAtOnce() throws IOException {
        Sha256 name;
        try (ArtifactWriter writer = store.write(Durability.SYNCED, 6)) {
            writer.write(bytes("abc"));
            assertThat(store.retainOnly(Set::of))
                    .as("a file in the making is no garbage")
                    .isZero();
            writer.write(bytes("def"));
            name = writer.finish();
        }
        assertThat(store.put(Durability.FILE, bytes("abcdef"))).isEqualTo(name);
        assertThat(store.size(name)).isEqualTo(6);
    }

    @Test
    void whatIsNotFinishedLeavesNothing() throws IOException {
        try (ArtifactWriter writer = store.write(Durability.SYNCED, 6)) {
            writer.write(bytes("abc"));
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** The file has a hole of 3 GiB and takes no room; its name is not its hash, which nobody asks for here. */
    @Test
    void readsBeyondTwoGibibytes() throws IOException {
        long far = 3L << 30;
        Sha256 name = new Sha256("a".repeat(64));
        Path file = Files.createDirectories(folder.resolve("aa")).resolve(name.hex());
        try (FileChannel hole = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            hole.write(bytes("end"), far);
        }
        assertThat(store.size(name)).isEqualTo(far + 3);
        try (SeekableByteChannel channel = store.open(name)) {
            assertThat(read(channel.position(far))).isEqualTo("end");
        }
    }

    @Test
    void readsBackWhatWasStoredFromAnyPosition() throws IOException {
        Sha256 name = store.put(Durability.VOLATILE, bytes("abc"), bytes("defgh"));
        try (SeekableByteChannel channel = store.open(name)) {
            assertThat(channel.size()).isEqualTo(8);
            assertThat(read(channel)).isEqualTo("abcdefgh");
            assertThat(read(channel.position(5))).isEqualTo("fgh");
            assertThat(read(channel.position(99))).isEmpty();
        }
    }

    @Test
    void aReaderKeepsWhatIsDeletedUnderIt() throws IOException {
        Sha256 name = store.put(Durability.VOLATILE, bytes("abcdefgh"));
        try (SeekableByteChannel channel = store.open(name)) {
            store.release(name);
            store.delete(name);
            assertThat(read(channel)).isEqualTo("abcdefgh");
        }
        assertThatThrownBy(() -> store.open(name)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatMustBeDurableIsOnTheDiskEvenWhereMemoryHasIt() throws IOException {
        store.put(Durability.VOLATILE, bytes("model"));
        Sha256 name = store.put(Durability.SYNCED, bytes("model"));
        assertThat(new DiskArtifactStore(folder).contains(name)).isTrue();
    }

    @Test
    void givesMemoryBackToTheNextRound() throws IOException {
        for (int round = 0; round < 100; round++) {
            Sha256 name = store.put(Durability.VOLATILE, bytes("update" + round));
            store.release(name);
            store.delete(name);
        }
        assertThat(store.retainOnly(Set::of)).isZero();
        Sha256 last = store.put(Durability.VOLATILE, bytes("last"));
        boolean onDisk = new DiskArtifactStore(folder).contains(last);
        assertThat(onDisk).isEqualTo(memory == 0);
    }

    @Test
    void saysWhenThereIsNothingOfThatName() {
        Sha256 nothing = new Sha256("0".repeat(64));
        assertThatThrownBy(() -> store.open(nothing)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.size(nothing)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void takesNoPathsForNames() {
        for (String name : new String[] {"../../etc/passwd", "A".repeat(64), "", "0".repeat(63) + "/"}) {
            assertThatThrownBy(() -> new Sha256(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String read(SeekableByteChannel channel) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(16);
        while (channel.read(into) > 0) {}
        return new String(into.array(), 0, into.position(), StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
