package io.tributary.protocol.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error with a code, a message for people and, for bad input, the fields that are to blame. */
public final class TributaryException extends RuntimeException {
    private final ErrorCode code;
    private final transient List<FieldError> errors;

    private TributaryException(ErrorCode code, String message, List<FieldError> errors, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public TributaryException(ErrorCode code, String message) {
        this(code, message, List.of(), null);
    }

    public TributaryException(ErrorCode code, String message, Throwable cause) {
        this(code, message, List.of(), cause);
    }

    /** An error that one field is to blame for. */
    public static TributaryException ofField(ErrorCode code, String field, String message) {
        return new TributaryException(code, message, List.of(new FieldError(field, message)), null);
    }

    /** A specification that is refused, with everything wrong with it at once. */
    public static TributaryException invalidSpec(List<FieldError> errors) {
        String summary = errors.size() == 1
                ? errors.get(0).message()
                : errors.size() + " fields need a change: "
                        + String.join(
                                ", ", errors.stream().map(FieldError::field).toList());
        return new TributaryException(ErrorCode.INVALID_SPEC, summary, errors, null);
    }

    public ErrorCode code() {
        return code;
    }

    /** The fields to blame, in the order of the document; empty when no field is. */
    public List<FieldError> errors() {
        return errors;
    }

    /** The message, never null. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
