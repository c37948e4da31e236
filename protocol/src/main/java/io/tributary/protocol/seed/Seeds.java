package io.tributary.protocol.seed;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Derives a generator from (task seed, purpose, round, client), so that no result depends on who ran first.
 *
 * <p>The 64-bit seed is mixed with SplitMix64's finaliser (Steele, Lea and Flood 2014, table 1, variant 13 of Stafford);
 * the generator is xoshiro256++ of Apache Commons RNG, whose output is fixed by its specification and so the same on
 * every JVM.
 */
public final class Seeds {
    private Seeds() {}

    /**
     * @param round the round, 0 where the decision belongs to the whole task
     * @param client the client, 0 where the decision belongs to no client
     */
    public static UniformRandomProvider generator(long taskSeed, Purpose purpose, long round, long client) {
        long seed = mix(mix(mix(mix(taskSeed) + purpose.salt()) + round) + client);
        return RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    /** Fisher-Yates from the back; every permutation is equally likely. */
    public static void shuffle(int[] values, UniformRandomProvider random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
