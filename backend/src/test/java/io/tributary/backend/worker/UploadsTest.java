package io.tributary.backend.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    private static final byte[] CONTENT = "an update, in two pieces".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private ArtifactStore artifacts;
    private Uploads uploads;

    @BeforeEach
    void open() throws IOException {
        artifacts = new DiskArtifactStore(folder.resolve("artifacts"));
        uploads = new Uploads(folder.resolve("uploads"), artifacts);
    }

    @Test
    void goesOnWhereItStoppedAlsoAfterARestart() throws IOException {
        assertThat(uploads.offset("site", name())).isZero();
        assertThat(add(0, 10, name())).isEqualTo(10);
        uploads = new Uploads(folder.resolve("uploads"), artifacts);
        assertThat(uploads.offset("site", name())).isEqualTo(10);
        assertThat(artifacts.contains(name())).isFalse();

        assertThat(add(10, CONTENT.length - 10, name())).isEqualTo(CONTENT.length);

        assertThat(artifacts.size(name())).isEqualTo(CONTENT.length);
        assertThat(uploads.offset("site", name())).isEqualTo(CONTENT.length);
        assertThat(folder.resolve("uploads")).isEmptyDirectory();
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
