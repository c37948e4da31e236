package io.tributary.protocol.secure;

import java.util.List;

/**
 * With what a client hides its update.
 *
 * @param attempt of the {@link Session}
 * @param total the weights of all the round's clients together: their examples, or 1 for each
 * @param shares what the clients that made it this far have sealed for this one; with each of them it has a mask
 */
public record Masking(String attempt, long total, List<SealedShares> shares) {
    public Masking {
        shares = List.copyOf(shares);
    }
}
