/**
 * How an update travels: each scheme is one class with both its sides, the client's {@code encode} and the server's
 * {@code open}.
 *
 * <p>A frame is a 16-byte header (magic, version, scheme, number of parameters) and a payload. Readers hand the numbers
 * out in tiles, so that no side ever holds a decoded update whole. A new scheme is one file here and one line in
 * {@link io.tributary.protocol.compression.Compressors}. {@link io.tributary.protocol.compression.EntropyStage} packs any scheme's
 * frame once more; only then is a frame's size not known from the number of parameters, but bounded by it.
 */
@NullMarked
package io.tributary.protocol.compression;

import org.jspecify.annotations.NullMarked;
