package io.tributary.backend.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    private static final byte[] CONTENT = "an update, in two pieces".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final Disk disk = new Disk(() -> Long.MAX_VALUE, 0);
    private ArtifactStore artifacts;
    private Uploads uploads;

    @BeforeEach
    void open() throws IOException {
        artifacts = new DiskArtifactStore(Files.createDirectories(folder.resolve("artifacts")), disk);
        uploads = new Uploads(folder.resolve("uploads"), artifacts, disk);
    }

    @Test
    void goesOnWhereItStoppedAlsoAfterARestart() throws IOException {
        assertThat(uploads.offset("site", name())).isZero();
        assertThat(add(0, 10, name())).isEqualTo(10);
        uploads = new Uploads(folder.resolve("uploads"), artifacts, disk);
        assertThat(uploads.offset("site", name())).isEqualTo(10);
        assertThat(artifacts.contains(name())).isFalse();

        assertThat(add(10, CONTENT.length - 10, name())).isEqualTo(CONTENT.length);

        assertThat(artifacts.size(name())).isEqualTo(CONTENT.length);
        assertThat(uploads.offset("site", name())).isEqualTo(CONTENT.length);
        assertThat(folder.resolve("uploads")).isEmptyDirectory();
    }

    /** It was killed when the last byte was written, and before that counted. */
    @Test
    void anEmptyPieceFinishesWhatAServerLeftComplete() throws IOException {
        leave(CONTENT);
        assertThat(uploads.offset("site", name())).isEqualTo(CONTENT.length);
        assertThat(artifacts.contains(name())).isFalse();

        assertThat(add(CONTENT.length, 0, name())).isEqualTo(CONTENT.length);

        assertThat(artifacts.size(name())).isEqualTo(CONTENT.length);
        assertThat(folder.resolve("uploads")).isEmptyDirectory();
        assertThat(add(CONTENT.length, 0, name())).as("once more").isEqualTo(CONTENT.length);
    }

    /** A machine that lost its power has not written all that it was told. */
    @Test
    void whatWasLeftCompleteAndWrongBeginsAnew() throws IOException {
        leave(new byte[CONTENT.length]);

        refused(ErrorCode.ARTIFACT_CORRUPT, () -> add(CONTENT.length, 0, name()));

        assertThat(uploads.offset("site", name())).isZero();
        assertThat(add(0, CONTENT.length, name())).isEqualTo(CONTENT.length);
    }

    private void leave(byte[] bytes) throws IOException {
        Files.write(folder.resolve("uploads").resolve("site-" + name().hex()), bytes);
        uploads = new Uploads(folder.resolve("uploads"), artifacts, disk);
    }

    @Test
    void refusesAPieceThatDoesNotFollowAndLosesNothing() throws IOException {
        add(0, 10, name());

        refused(ErrorCode.WRONG_STATE, () -> add(12, 5, name()));
        refused(ErrorCode.WRONG_STATE, () -> add(0, 10, name()));

        assertThat(uploads.offset("site", name())).isEqualTo(10);
    }

    @Test
    void otherBytesThanTheNameSaysAreDroppedAndTheUploadBeginsAnew() throws IOException {
        Sha256 other = new Sha256("0".repeat(64));

        refused(ErrorCode.ARTIFACT_CORRUPT, () -> add(0, CONTENT.length, other));

        assertThat(artifacts.contains(other)).isFalse();
        assertThat(uploads.offset("site", other)).isZero();
    }

    @Test
    void whatASiteBeganIsItsOwnAndCanBeForgotten() throws IOException {
        add(0, 10, name());
        assertThat(uploads.offset("another", name())).isZero();

        uploads.forget("site");

        assertThat(uploads.offset("site", name())).isZero();
    }

    /** The file has a hole of 3 GiB and takes no room. */
    @Test
    void goesOnBeyondTwoGibibytes() throws IOException {
        long far = 3L << 30;
        Path partial = folder.resolve("uploads").resolve("site-" + name().hex());
        try (FileChannel hole = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            hole.write(ByteBuffer.allocate(1), far - 1);
        }
        assertThat(uploads.offset("site", name())).isEqualTo(far);
        assertThat(uploads.add("site", name(), far, far + 100, ByteBuffer.allocate(10)))
                .isEqualTo(far + 10);
    }

    @Test
    void whatNoResultNamesIsLetGoOnceItsSiteHasNothingToDo() throws IOException {
        add(0, CONTENT.length, name());

        uploads.sweep(site -> true);
        uploads.sweep(site -> true);
        assertThat(artifacts.retainOnly(Set::of)).as("a busy site's").isZero();
        uploads.sweep(site -> false);
        assertThat(artifacts.retainOnly(Set::of))
                .as("a site's between two works")
                .isZero();
        uploads.sweep(site -> false);

        assertThat(artifacts.retainOnly(Set::of)).isEqualTo(CONTENT.length);
        assertThat(disk.taken()).isZero();
    }

    @Test
    void whatAResultNamesIsItsTakers() throws IOException {
        add(0, CONTENT.length, name());
        // Another site made the same bytes, and is told that they are here.
        assertThat(uploads.offset("another", name())).isEqualTo(CONTENT.length);

        uploads.named("site", List.of(name()));
        uploads.named("another", List.of(name()));
        uploads.sweep(site -> false);
        uploads.sweep(site -> false);

        artifacts.release(name());
        assertThat(artifacts.retainOnly(Set::of)).as("one taker is left").isZero();
        artifacts.release(name());
        assertThat(artifacts.retainOnly(Set::of)).isEqualTo(CONTENT.length);
    }

    @Test
    void halfAnUploadOfASiteThatHasNothingToDoIsRemoved() throws IOException {
        add(0, 10, name());

        uploads.sweep(site -> false);
        assertThat(uploads.offset("site", name())).isEqualTo(10);
        uploads.sweep(site -> false);

        assertThat(folder.resolve("uploads")).isEmptyDirectory();
        assertThat(disk.taken()).isZero();
    }

    @Test
    void aSiteThatSendsOneThingAfterAnotherHasNoMoreHereThanItsAssignmentsAskFor() throws IOException {
        add(0, CONTENT.length, name());
        for (int i = 0; i < 10; i++) {
            Sha256 next = new Sha256(("" + i).repeat(64));
            uploads.makeRoom("site", next, 100, 250);
            uploads.add("site", next, 0, 100, ByteBuffer.allocate(99));
            artifacts.retainOnly(Set::of);
            assertThat(disk.taken()).isLessThanOrEqualTo(250);
        }
        assertThat(artifacts.contains(name())).as("what was finished goes last").isTrue();
        uploads.makeRoom("site", new Sha256("f".repeat(64)), 250, 250);
        artifacts.retainOnly(Set::of);
        assertThat(disk.taken()).isZero();
    }

    private long add(int offset, int length, Sha256 name) throws IOException {
        return uploads.add("site", name, offset, CONTENT.length, ByteBuffer.wrap(CONTENT, offset, length));
    }

    private static Sha256 name() {
        var digest = Sha256.digest();
        digest.update(CONTENT);
        return Sha256.of(digest);
    }

    private static void refused(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TributaryException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
