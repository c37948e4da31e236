package io.tributary.backend.token;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The name of a token: 1 to 60 printable characters. */
final class TokenName {
    private static final int LONGEST = 60;
    /** Joins emoji, so it is printed in a way. */
    private static final int JOINER = 0x200D;

    private static final Set<Integer> UNPRINTABLE = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.PRIVATE_USE,
            (int) Character.UNASSIGNED,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR);

    private TokenName() {}

    /** The name without spaces around it. @throws TributaryException INVALID_SPEC that blames the field {@code name} */
    static String check(@Nullable String name) {
        String text = name == null ? "" : name.strip();
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > LONGEST) {
            throw refused("The name has " + length + " characters; it needs 1 to " + LONGEST + ".");
        }
        if (text.codePoints().anyMatch(c -> c != JOINER && UNPRINTABLE.contains(Character.getType(c)))) {
            throw refused("The name holds a character that cannot be printed; use letters, digits and the like.");
        }
        return text;
    }

    private static TributaryException refused(String message) {
        return TributaryException.ofField(ErrorCode.INVALID_SPEC, "name", message);
    }
}
