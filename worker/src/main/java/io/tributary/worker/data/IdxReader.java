package io.tributary.worker.data;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads one IDX file, gzipped where its name ends with {@code .gz}, of unsigned bytes (LeCun, "The MNIST database", section "File formats"): two zero bytes, type
 * 8, the number of dimensions, each extent as a big-endian int, then the bytes.
 *
 * <p>Anything else is refused with DATASET_UNUSABLE: another magic number or another number of dimensions, too few bytes,
 * too many, a broken gzip stream.
 */
public final class IdxReader {
    private static final int UNSIGNED_BYTES = 0x0800;

    private final Path file;
    private final String remedy;

    /** @param remedy a sentence that ends every error: how to get a good file */
    public IdxReader(Path file, String remedy) {
        this.file = file;
        this.remedy = remedy;
    }

    /** Reads the extents only, the first of which counts the examples; a few hundred bytes of the file. */
    public int[] extents(int dimensions) {
        return read(dimensions, in -> header(in, dimensions));
    }

    /** Reads the bytes: as many as the extents' product, in row-major order. */
    public byte[] bytes(int dimensions) {
        return read(dimensions, in -> {
            long expected = 1;
            for (int extent : header(in, dimensions)) {
                expected = Math.multiplyExact(expected, extent);
            }
            // Grows as bytes arrive: a header that lies about its extents costs no memory.
            byte[] bytes = in.readNBytes((int) Math.min(expected, Integer.MAX_VALUE));
            if (bytes.length < expected) {
                throw unusable("ends after " + bytes.length + " of " + expected + " bytes");
            }
            if (in.read() >= 0) {
                throw unusable("goes on after the " + expected + " bytes that its header announces");
            }
            return bytes;
        });
    }

    private int[] header(DataInputStream in, int dimensions) throws IOException {
        int magic = in.readInt();
        int expected = UNSIGNED_BYTES | dimensions;
        if (magic != expected) {
            throw unusable(String.format(
                    "starts with 0x%08x instead of 0x%08x, so it is another kind of file", magic, expected));
        }
        int[] extents = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            extents[i] = in.readInt();
            if (extents[i] < 1) {
                throw unusable("has extent " + extents[i] + " in dimension " + i);
            }
        }
        return extents;
    }

    private <T> T read(int dimensions, Body<T> body) {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                DataInputStream in = new DataInputStream(plain(bytes))) {
            return body.read(in);
        } catch (NoSuchFileException e) {
            throw unusable("is missing", e);
        } catch (ZipException e) {
            throw unusable("is not a whole gzip file (" + e.getMessage() + ")", e);
        } catch (EOFException e) {
            throw unusable("is cut off", e);
        } catch (ArithmeticException e) {
            throw unusable("announces more bytes than there can be", e);
        } catch (IOException e) {
            throw unusable("cannot be read with its " + dimensions + " dimensions (" + e + ")", e);
        }
    }

    private InputStream plain(InputStream bytes) throws IOException {
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    /** @param what is wrong, going on after the file's name */
    public TributaryException unusable(String what) {
        return new TributaryException(ErrorCode.DATASET_UNUSABLE, message(what));
    }

    private TributaryException unusable(String what, Exception cause) {
        return new TributaryException(ErrorCode.DATASET_UNUSABLE, message(what), cause);
    }

    private String message(String what) {
        return "The data file " + file + " " + what + ". " + remedy;
    }

    @FunctionalInterface
    private interface Body<T> {
        T read(DataInputStream in) throws IOException;
    }
}
