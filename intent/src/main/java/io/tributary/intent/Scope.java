package io.tributary.intent;

import io.tributary.intent.reading.Understanding;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a prompt asks for something that can be trained. */
final class Scope {
    /** Enough for every field twice; more is a document, not a request. */
    static final int LONGEST = 4000;

    /** Nobody says so many; each costs a look at those around it. */
    static final int MOST_NUMBERS = 300;

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private static final String NOTHING =
            "Nothing in this says what to train. Name a model, a data set, clients or rounds, such as: train a LeNet with 20"
                    + " clients for 30 rounds.";

    private Scope() {}

    /** Why a text is not worth reading; empty where it is. */
    static Optional<String> refuse(String prompt) {
        if (prompt.isBlank()) {
            return Optional.of(
                    "The prompt is empty. Say what to train, such as: train a LeNet on Fashion-MNIST with 20 clients for 30 rounds.");
        }
        if (prompt.length() > LONGEST) {
            return Optional.of("The prompt has " + prompt.length() + " characters; it may have at most " + LONGEST
                    + ". Say in a few sentences what to train.");
        }
        long numbers = NUMBER.matcher(prompt).results().count();
        if (numbers > MOST_NUMBERS) {
            return Optional.of("The prompt holds " + numbers + " numbers; it may hold at most " + MOST_NUMBERS
                    + ". Say in a few sentences what to train.");
        }
        long odd = prompt.chars()
                .filter(each -> (Character.isISOControl(each) && !Character.isWhitespace(each)) || each == 0xFFFD)
                .count();
        return odd > 0
                ? Optional.of("The prompt holds characters that are no text. Say in plain words what to train.")
                : Optional.empty();
    }

    /**
     * Why what was read is no request to train; empty where it is one.
     *
     * @param changes whether there is a spec that it may change
     */
    static Optional<String> refuse(Understanding understanding, boolean changes) {
        Understanding.Stance stance = understanding.stance();
        boolean answersItself = changes && understanding.saysSomething() && !stance.order();
        if (stance.other() && !answersItself) {
            return Optional.of(
                    "This asks for something other than training a model. Prompts can only describe a training task or a search; other"
                            + " things are done on their pages or over REST.");
        }
        if (stance.strange() && !(changes && stance.refines())) {
            return Optional.of(
                    understanding.saysSomething()
                            ? "This uses words of training but seems to be about something else. Say what to train, such as: train a LeNet with"
                                    + " 20 clients for 30 rounds."
                            : NOTHING);
        }
        boolean bare = stance.task() && !understanding.acts().isEmpty();
        if (!understanding.saysSomething() && !bare && !stance.defaults() && !(changes && stance.refines())) {
            return Optional.of(NOTHING);
        }
        return Optional.empty();
    }
}
