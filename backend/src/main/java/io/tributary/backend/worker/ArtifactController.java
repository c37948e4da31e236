package io.tributary.backend.worker;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.token.Site;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Weights down and updates up, by their hashes; for workers at sites. */
@RestController
@RequestMapping("/api/v1/artifacts/{name}")
@Tag(name = "Artifacts", description = "For workers at sites: weights down, updates up, by their SHA-256, in pieces")
class ArtifactController {
    /** Where a piece begins, and where an upload stopped. */
    static final String OFFSET = "Upload-Offset";

    /** Bytes of the whole artifact. */
    static final String LENGTH = "Upload-Length";

    /** The most bytes of one piece. */
    static final int PIECE = 256 * 1024;

    /**
     * Bytes of one buffer on the way down. The web server asks for 128 buffers ahead for each download: with those of an
     * upload's size, ten sites that fetch at once would take hundreds of megabytes.
     */
    private static final int BUFFER = 16 * 1024;

    private final ArtifactStore artifacts;
    private final ArtifactRights rights;
    private final Uploads uploads;

    ArtifactController(ArtifactStore artifacts, ArtifactRights rights, Uploads uploads) {
        this.artifacts = artifacts;
        this.rights = rights;
        this.uploads = uploads;
    }

    @GetMapping
    @Operation(summary = "The bytes, or the one range of them that is asked for")
    ResponseEntity<Flux<DataBuffer>> fetch(
            @AuthenticationPrincipal Site site,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range)
            throws IOException {
        Sha256 artifact = sha256(name);
        if (!rights.mayFetch(site.id(), artifact) || !artifacts.contains(artifact)) {
            throw new TributaryException(
                    ErrorCode.NOT_FOUND, "No assignment of " + site.name() + " needs the artifact " + name + ".");
        }
        long size = artifacts.size(artifact);
        long from = start(range, size);
        SeekableByteChannel channel = artifacts.open(artifact).position(from);
        return ResponseEntity.status(from == 0 ? HttpStatus.OK : HttpStatus.PARTIAL_CONTENT)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(size - from)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(HttpHeaders.CONTENT_RANGE, "bytes " + from + "-" + (size - 1) + "/" + size)
                .body(DataBufferUtils.readByteChannel(() -> channel, DefaultDataBufferFactory.sharedInstance, BUFFER));
    }

    @RequestMapping(path = "/upload", method = RequestMethod.HEAD)
    @Operation(summary = "How far an upload has come")
    ResponseEntity<Void> offset(@AuthenticationPrincipal Site site, @PathVariable String name) throws IOException {
        return at(uploads.offset(site.id(), sha256(name)));
    }

    @PatchMapping(path = "/upload", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            summary =
                    "The next piece of an upload, up to 256 KiB; an empty one at its end makes sure that it is complete")
    ResponseEntity<Void> add(
            @AuthenticationPrincipal Site site,
            @PathVariable String name,
            @RequestHeader(OFFSET) long offset,
            @RequestHeader(LENGTH) long length,
            @RequestBody(required = false) byte @Nullable [] body)
            throws IOException {
        byte[] piece = body == null ? new byte[0] : body;
        long most = rights.mostBytes(site.id());
        if (length < 1 || length > most) {
            throw new TributaryException(
                    ErrorCode.BODY_TOO_LARGE,
                    most == 0
                            ? "No assignment of " + site.name() + " asks for an artifact."
                            : "The assignments of " + site.name() + " take at most " + most + " bytes, not " + length
                                    + ".");
        }
        if (piece.length > PIECE || offset < 0 || offset + piece.length > length) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER,
                    "A piece has at most " + PIECE + " bytes and ends within the artifact's " + length
                            + "; this one has " + piece.length + " from byte " + offset + ".");
        }
        Sha256 artifact = sha256(name);
        if (offset == 0) {
            uploads.makeRoom(site.id(), artifact, length, rights.allBytes(site.id()));
        }
        return at(uploads.add(site.id(), artifact, offset, length, ByteBuffer.wrap(piece)));
    }

    private static ResponseEntity<Void> at(long offset) {
        return ResponseEntity.noContent().header(OFFSET, Long.toString(offset)).build();
    }

    private static Sha256 sha256(String name) {
        try {
            return new Sha256(name);
        } catch (IllegalArgumentException e) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER, "Not the name of an artifact: " + e.getMessage(), e);
        }
    }

    /** The first byte of an open-ended range, the only kind that resuming needs. */
    private static long start(@Nullable String range, long size) {
        if (range == null) {
            return 0;
        }
        try {
            long start = HttpRange.parseRanges(range).get(0).getRangeStart(size);
            if (start < size) {
                return start;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new TributaryException(ErrorCode.INVALID_PARAMETER, "Not a range of bytes: " + range, e);
        }
        throw new TributaryException(
                ErrorCode.INVALID_PARAMETER, "The artifact has " + size + " bytes; " + range + " is beyond.");
    }
}
