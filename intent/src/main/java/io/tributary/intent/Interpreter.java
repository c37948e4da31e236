package io.tributary.intent;

/** Understands prompts. */
public interface Interpreter {
    /**
     * Reads a prompt. Nothing that it says is carried out.
     *
     * @throws io.tributary.protocol.error.TributaryException where the base is no valid spec
     */
    Interpretation interpret(Intent intent, Surroundings surroundings);
}
