package io.tributary.protocol.secure;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Secrets in shares: any {@code threshold} of them give it back, fewer say nothing about it. Shamir 1979, "How to share a secret": a
 * polynomial of degree threshold - 1 whose value at 0 is the secret, its other coefficients drawn evenly; the share of a holder is the
 * value at its place. Immutable.
 */
public final class Shamir {
    /** Bytes of a secret. */
    static final int SECRET_BYTES = 32;

    /** Bytes of a share. */
    static final int SHARE_BYTES = 33;

    /** Over the smallest prime above 2^256, so that any 32 bytes are a secret. */
    public static final Shamir OF_32_BYTES =
            new Shamir(BigInteger.ONE.shiftLeft(8 * SECRET_BYTES).add(BigInteger.valueOf(297)));

    private final BigInteger prime;

    Shamir(BigInteger prime) {
        this.prime = prime;
    }

    /**
     * @param threshold shares that give the secret back, at least 1
     * @param holders places of those who get one, from 0, each once
     * @return the shares, in the order of the holders
     */
    List<BigInteger> split(BigInteger secret, int threshold, List<Integer> holders, SecureRandom random) {
        BigInteger[] coefficients = new BigInteger[threshold];
        coefficients[0] = secret;
        for (int i = 1; i < threshold; i++) {
            coefficients[i] = below(prime, random);
        }
        return split(coefficients, holders);
    }

    /** @param coefficients of the polynomial, the secret first */
    List<BigInteger> split(BigInteger[] coefficients, List<Integer> holders) {
        List<BigInteger> shares = new ArrayList<>();
        for (int holder : holders) {
            BigInteger x = place(holder);
            BigInteger value = BigInteger.ZERO;
            for (int i = coefficients.length - 1; i >= 0; i--) {
                value = value.multiply(x).add(coefficients[i]).mod(prime);
            }
            shares.add(value);
        }
        return shares;
    }

    /** What gives back the secrets whose shares the same holders have; it costs more than using it. */
    public Joint of(List<Integer> holders) {
        if (new HashSet<>(holders).size() != holders.size()) {
            throw new IllegalArgumentException("One share counts once");
        }
        List<BigInteger> weights = new ArrayList<>();
        for (int holder : holders) {
            BigInteger above = BigInteger.ONE;
            BigInteger below = BigInteger.ONE;
            for (int other : holders) {
                if (other != holder) {
                    above = above.multiply(place(other)).mod(prime);
                    below = below.multiply(place(other).subtract(place(holder))).mod(prime);
                }
            }
            weights.add(above.multiply(below.modInverse(prime)).mod(prime));
        }
        return new Joint(weights);
    }

    /** Lagrange's polynomials at 0, one for each holder. */
    public final class Joint {
        private final List<BigInteger> weights;

        private Joint(List<BigInteger> weights) {
            this.weights = weights;
        }

        /** @param shares of one secret, in the order of the holders */
        BigInteger number(List<BigInteger> shares) {
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < weights.size(); i++) {
                sum = sum.add(weights.get(i).multiply(shares.get(i)));
            }
            return sum.mod(prime);
        }

        /**
         * A secret of 32 bytes.
         *
         * @param shares in base64, in the order of the holders
         */
        public byte[] secret(List<String> shares) {
            return bytes(number(shares.stream().map(SealedShares::number).toList()), SECRET_BYTES);
        }
    }

    /** The low bytes of a number, big-endian. Shares that do not belong together may give one that has more. */
    static byte[] bytes(BigInteger number, int length) {
        byte[] all = number.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(length, all.length);
        System.arraycopy(all, all.length - count, fixed, length - count, count);
        Arrays.fill(all, (byte) 0);
        return fixed;
    }

    /** At 0 is the secret itself. */
    private static BigInteger place(int holder) {
        return BigInteger.valueOf(holder + 1L);
    }

    private static BigInteger below(BigInteger bound, SecureRandom random) {
        BigInteger drawn;
        do {
            drawn = new BigInteger(bound.bitLength(), random);
        } while (drawn.compareTo(bound) >= 0);
        return drawn;
    }
}
