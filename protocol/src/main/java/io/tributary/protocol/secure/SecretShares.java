package io.tributary.protocol.secure;

import io.tributary.protocol.secure.SealedShares.Shares;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Both secrets of a client in shares: its private key for masks and the seed of its own mask. */
public final class SecretShares {
    private SecretShares() {}

    /**
     * @param key of 32 bytes
     * @param seed of 32 bytes
     * @param holders who gets a share, by index
     * @return in the order of the holders
     */
    public static List<Shares> of(byte[] key, byte[] seed, int threshold, List<Integer> holders, SecureRandom random) {
        Shamir shamir = Shamir.OF_32_BYTES;
        List<BigInteger> keys = shamir.split(new BigInteger(1, key), threshold, holders, random);
        List<BigInteger> seeds = shamir.split(new BigInteger(1, seed), threshold, holders, random);
        List<Shares> shares = new ArrayList<>();
        for (int i = 0; i < holders.size(); i++) {
            shares.add(new Shares(SealedShares.text(keys.get(i)), SealedShares.text(seeds.get(i))));
        }
        return shares;
    }
}
