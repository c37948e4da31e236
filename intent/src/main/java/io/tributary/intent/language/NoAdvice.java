package io.tributary.intent.language;

/** A language model that gave no usable answer; the message is for people. */
public final class NoAdvice extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoAdvice(String message, Throwable cause) {
        super(message, cause);
    }

    public NoAdvice(String message) {
        super(message);
    }
}
