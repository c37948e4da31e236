package io.tributary.protocol.secure;

/**
 * One attempt at a round with masks. Whatever is derived from a secret is bound to it, so that nothing of one round, task or attempt is
 * of use in another.
 *
 * @param task its id
 * @param round from 1
 * @param attempt unique; a round that is done again has another, and its clients make new keys
 */
public record Session(String task, int round, String attempt) {

    /** The mask that a client shares with another, as it is in its own update: the other takes off what this one adds. */
    public Mask pairMask(byte[] agreed, int client, int other) {
        byte[] key = Hkdf.key(
                agreed, purpose("pair", Math.min(client, other), Math.max(client, other)), MaskStream.KEY_BYTES);
        return new Mask(key, client > other ? 1 : -1);
    }

    /** The mask that a client shares with nobody, from its seed. */
    public Mask selfMask(byte[] seed, int client) {
        return new Mask(Hkdf.key(seed, purpose("self", client, client), MaskStream.KEY_BYTES), 1);
    }

    /** Seals what one client sends to another, from the secret that they agreed on; of one direction. */
    byte[] seal(byte[] agreed, int from, int to) {
        return Hkdf.key(agreed, purpose("seal", from, to), SealedShares.KEY_BYTES);
    }

    private String purpose(String what, int one, int other) {
        return String.join("|", "tributary", what, task, Integer.toString(round), attempt, one + "-" + other);
    }
}
