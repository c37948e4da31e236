package io.tributary.protocol.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EliasFanoTest {
    @TempDir
    private Path folder;

    @Test
    void anySetComesBackInTheSizeItForetells() throws IOException {
        Random random = new Random(9);
        for (int attempt = 0; attempt < 300; attempt++) {
            int bound = 1 + random.nextInt(attempt % 3 == 0 ? 20 : 100_000);
            int count = 1 + random.nextInt(bound);
            int[] numbers =
                    random.ints(0, bound).distinct().limit(count).sorted().toArray();
            EliasFano sequence = new EliasFano(count, bound);
            ByteBuffer encoded = sequence.encode(numbers);
            assertThat(encoded.remaining()).isEqualTo((int) sequence.size());
            assertThat(read(sequence, encoded)).isEqualTo(numbers);
        }
    }

    @Test
    void costsAtMostTwoBitsAboveTheLogarithm() {
        assertThat(new EliasFano(1000, 100_000).size() * 8 / 1000.0).isLessThan(2 + Math.log(100) / Math.log(2));
    }

    @Test
    void refusesPlacesThatDoNotAscendOrEndEarly() {
        EliasFano sequence = new EliasFano(4, 16);
        int size = (int) sequence.size();
        for (int hostile = 0; hostile < 256; hostile++) {
            byte[] bytes = new byte[size];
            bytes[0] = (byte) hostile;
            ByteBuffer garbled = ByteBuffer.wrap(bytes);
            assertThatThrownBy(() -> read(sequence, garbled)).isInstanceOf(TributaryException.class);
        }
    }

    private int[] read(EliasFano sequence, ByteBuffer encoded) throws IOException {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.duplicate().get(bytes);
        EliasFano.Reader reader = sequence.open(new Frames(folder).channel(bytes), 0);
        int[] numbers = new int[(int) sequence.count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) reader.next();
        }
        return numbers;
    }
}
