package io.tributary.backend.login;

import org.springframework.security.core.AuthenticationException;

/** An address has failed too often to be heard now. */
final class TooManyAttempts extends AuthenticationException {
    private final long seconds;

    /** @param seconds until it will be heard again */
    TooManyAttempts(long seconds) {
        super("Too many attempts failed from this address; try again in " + seconds + " s.");
        this.seconds = seconds;
    }

    long seconds() {
        return seconds;
    }
}
