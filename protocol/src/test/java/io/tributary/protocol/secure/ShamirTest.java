package io.tributary.protocol.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.secure.SealedShares.Shares;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShamirTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The example of the Wikipedia article on Shamir's secret sharing: 1234 + 166 x + 94 x^2 modulo 1613. */
    @Test
    void sharesAsTheKnownExample() {
        Shamir small = new Shamir(BigInteger.valueOf(1613));
        BigInteger[] coefficients = {BigInteger.valueOf(1234), BigInteger.valueOf(166), BigInteger.valueOf(94)};
        List<BigInteger> shares = small.split(coefficients, List.of(0, 1, 2, 3, 4, 5));
        assertThat(shares).map(BigInteger::intValue).containsExactly(1494, 329, 965, 176, 1188, 775);
        assertThat(small.of(List.of(1, 3, 4)).number(List.of(shares.get(1), shares.get(3), shares.get(4))))
                .isEqualTo(1234);
    }

    @Test
    void anyThresholdOfTheSharesGiveTheSecretBack() {
        byte[] key = bytes();
        byte[] seed = HexFormat.of().parseHex("ff".repeat(32));
        List<Integer> holders = List.of(7, 0, 3, 12, 5);
        List<Shares> shares = SecretShares.of(key, seed, 3, holders, RANDOM);
        for (int without : List.of(0, 1, 2)) {
            List<Integer> some = IntStream.range(0, 5)
                    .filter(i -> i != without && i != without + 2)
                    .boxed()
                    .toList();
            Shamir.Joint joint =
                    Shamir.OF_32_BYTES.of(some.stream().map(holders::get).toList());
            assertThat(joint.secret(some.stream().map(i -> shares.get(i).key()).toList()))
                    .isEqualTo(key);
            assertThat(joint.secret(some.stream().map(i -> shares.get(i).seed()).toList()))
                    .isEqualTo(seed);
        }
    }

    /** Over a field of 13, all polynomials: of those through two shares there is one for each secret. */
    @Test
    void fewerThanTheThresholdLeaveEverySecretAsLikely() {
        Shamir tiny = new Shamir(BigInteger.valueOf(13));
        Map<List<BigInteger>, List<Integer>> secrets = new HashMap<>();
        for (int secret = 0; secret < 13; secret++) {
            for (int a = 0; a < 13; a++) {
                for (int b = 0; b < 13; b++) {
                    BigInteger[] coefficients = {
                        BigInteger.valueOf(secret), BigInteger.valueOf(a), BigInteger.valueOf(b)
                    };
                    secrets.computeIfAbsent(tiny.split(coefficients, List.of(2, 8)), seen -> new ArrayList<>())
                            .add(secret);
                }
            }
        }
        assertThat(secrets).hasSize(13 * 13);
        assertThat(secrets.values())
                .allSatisfy(possible -> assertThat(possible).hasSize(13).doesNotHaveDuplicates());
    }

    @Test
    void countsAHolderOnce() {
        assertThatThrownBy(() -> Shamir.OF_32_BYTES.of(List.of(1, 2, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsModuloAPrimeAboveEverySecret() {
        BigInteger prime = BigInteger.ONE.shiftLeft(256).add(BigInteger.valueOf(297));
        assertThat(prime.isProbablePrime(100)).isTrue();
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
