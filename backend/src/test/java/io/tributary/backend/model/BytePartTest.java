package io.tributary.backend.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytePartTest {
    private static final long SIZE = 3L << 30;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 20",
        "bytes=2500000000-, 2500000000, 3221225472",
        "bytes=-5, 3221225467, 3221225472",
        "bytes=3221225471-9999999999, 3221225471, 3221225472",
        "bytes=3221225472-, 3221225472, 3221225472",
        "'bytes=0-1,5-6', 0, 3221225472",
        "bytes=x-, 0, 3221225472",
        "lines=1-2, 0, 3221225472"
    })
    void readsOneRangeAndIgnoresWhatItCannotRead(String header, long from, long end) {
        assertThat(BytePart.of(header, SIZE)).isEqualTo(new BytePart(from, end));
    }

    @Test
    void isTheWholeWhereNoneIsAskedFor() {
        assertThat(BytePart.of(null, SIZE)).isEqualTo(new BytePart(0, SIZE));
    }
}
