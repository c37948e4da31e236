package io.tributary.protocol.compression;

import java.io.Closeable;
import java.io.IOException;

/** Hands an update's numbers out from first to last. Not safe for use by several threads. */
public interface UpdateReader extends Closeable {

    /**
     * Reads the next numbers.
     *
     * @param tile receives them from index 0
     * @param count how many, at most {@code tile.length}
     * @throws java.io.EOFException where fewer are left
     */
    void read(float[] tile, int count) throws IOException;
}
