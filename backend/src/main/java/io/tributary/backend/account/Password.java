package io.tributary.backend.account;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a password has to be like. */
final class Password {
    private static final int SHORTEST = 12;
    /** bcrypt reads no further. */
    private static final int MOST_BYTES = 72;

    private Password() {}

    /** The password itself. @throws TributaryException INVALID_SPEC that blames the field {@code password} */
    static String check(@Nullable String password) {
        if (password == null || password.codePointCount(0, password.length()) < SHORTEST) {
            throw refused("The password needs at least " + SHORTEST + " characters.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw refused("The password may take " + MOST_BYTES + " bytes at most, which is as many plain letters.");
        }
        return password;
    }

    private static TributaryException refused(String message) {
        return TributaryException.ofField(ErrorCode.INVALID_SPEC, "password", message);
    }
}
