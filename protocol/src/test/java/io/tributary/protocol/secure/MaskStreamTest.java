package io.tributary.protocol.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.error.TributaryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class MaskStreamTest {
    private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final Mask MASK = new Mask(KEY, 1);
    private static final int LENGTH = 10_001;

    private final MaskStream stream = new MaskStream();

    @Test
    void isTheKeyStreamOfAes() throws Exception {
        int[] numbers = new int[8];
        stream.add(MASK, numbers, 8, 4);
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"));
        ByteBuffer counters = ByteBuffer.allocate(32).putLong(8, 1).putLong(24, 2);
        int[] expected = new int[8];
        ByteBuffer.wrap(aes.doFinal(counters.array()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(expected);
        assertThat(numbers).isEqualTo(expected);
    }

    @Test
    void isTheSameInAnyTilesAndCancels() {
        int[] whole = new int[LENGTH];
        stream.add(MASK, whole, LENGTH, 0);
        assertThat(Arrays.stream(whole).distinct().count()).isGreaterThan(LENGTH - 10);
        int[] tiled = new int[LENGTH];
        for (int from = 0; from < LENGTH; from += 4096) {
            int count = Math.min(4096, LENGTH - from);
            int[] tile = new int[count];
            stream.add(MASK, tile, count, from);
            System.arraycopy(tile, 0, tiled, from, count);
        }
        assertThat(tiled).isEqualTo(whole);
        stream.add(MASK.negated(), whole, LENGTH, 0);
        assertThat(whole).containsOnly(0);
        assertThatThrownBy(() -> stream.add(MASK, whole, 4, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fixedPointKeepsTheMeanToWithinItsStep() {
        float[] one = {0.1f, -0.25f, 7.9f, 0};
        float[] other = {0.3f, 0.125f, -100f, 1e-9f};
        int[] a = new int[4];
        int[] b = new int[4];
        FixedPoint.encode(one, 4, 0.25, a);
        FixedPoint.encode(other, 4, 0.75, b);
        for (int i = 0; i < 4; i++) {
            a[i] += b[i];
            assertThat(Math.abs(a[i])).isLessThanOrEqualTo((int) FixedPoint.bound(2, 1));
        }
        float[] mean = new float[4];
        FixedPoint.mean(a, 4, 1, mean);
        float[] expected = {0.25f * 0.1f + 0.75f * 0.3f, 0.03125f, 0.25f * 7.9f - 0.75f * 8, 0};
        for (int i = 0; i < 4; i++) {
            assertThat(mean[i]).isCloseTo(expected[i], within(2 * 3.8e-9f + Math.ulp(expected[i])));
        }
        FixedPoint.mean(b, 4, 0.75, mean);
        assertThat(mean[1]).isCloseTo(0.125f, within(5.1e-9f));
    }

    @Test
    void refusesWhatNobodyCouldSeeInTheSum() {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> FixedPoint.encode(new float[] {0, wrong}, 2, 1, new int[2]))
                    .isInstanceOf(TributaryException.class)
                    .hasMessageContaining("not finite");
        }
    }
}
