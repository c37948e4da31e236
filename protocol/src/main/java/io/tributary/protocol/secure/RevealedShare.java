package io.tributary.protocol.secure;

/**
 * A share that a client hands out: of the seed of a client whose update has arrived, or of the key of one whose has not.
 *
 * @param of whose secret
 * @param share in base64
 */
public record RevealedShare(int of, String share) {
    /** Not the share itself in a log. */
    @Override
    public String toString() {
        return "RevealedShare[of=" + of + "]";
    }
}
