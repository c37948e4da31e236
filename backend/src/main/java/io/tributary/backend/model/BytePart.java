package io.tributary.backend.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/**
 * The part of a body that is asked for.
 *
 * @param from first byte
 * @param end one past the last byte; equal to {@code from} where the body has none of the bytes asked for
 */
record BytePart(long from, long end) {

    /**
     * Reads a Range header (RFC 9110, section 14.2). One that cannot be read or names several ranges is ignored, as the RFC
     * allows.
     *
     * @param size bytes of the whole body
     */
    static BytePart of(@Nullable String header, long size) {
        List<HttpRange> ranges = ranges(header);
        if (ranges.size() != 1) {
            return new BytePart(0, size);
        }
        long from = ranges.get(0).getRangeStart(size);
        return from >= size
                ? new BytePart(size, size)
                : new BytePart(from, ranges.get(0).getRangeEnd(size) + 1);
    }

    private static List<HttpRange> ranges(@Nullable String header) {
        try {
            return HttpRange.parseRanges(header);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    long length() {
        return end - from;
    }

    boolean isEmpty() {
        return length() == 0;
    }
}
