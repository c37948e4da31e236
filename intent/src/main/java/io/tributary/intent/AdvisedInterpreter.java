package io.tributary.intent;

import io.tributary.intent.language.Advice;
import io.tributary.intent.language.Advisor;
import io.tributary.intent.language.NoAdvice;
import io.tributary.intent.reading.DictionaryPrompt;
import io.tributary.intent.reading.Understanding;

/** Understands prompts with the help of a larger language model, and without it where it does not help. */
public final class AdvisedInterpreter implements Interpreter {
    private final EmbeddedInterpreter embedded;
    private final Advisor advisor;

    public AdvisedInterpreter(EmbeddedInterpreter embedded, Advisor advisor) {
        this.embedded = embedded;
        this.advisor = advisor;
    }

    @Override
    public Interpretation interpret(Intent intent, Surroundings surroundings) {
        if (Scope.refuse(intent.prompt()).isPresent() || DictionaryPrompt.matches(intent.prompt())) {
            return embedded.interpret(intent, surroundings);
        }
        Understanding ours = embedded.read(intent, surroundings);
        if (ours.stance().order()) {
            // Orders about other things are nobody else's to read.
            return embedded.interpret(intent, surroundings);
        }
        try {
            var before = embedded.before(intent, surroundings);
            before.remove("name");
            Advice advice = advisor.advise(intent.prompt(), before, surroundings.registries());
            Understanding merged = Merge.of(intent.prompt(), ours, advice, advisor.name());
            return embedded.conclude(intent, merged, surroundings, advisor.name(), null);
        } catch (NoAdvice e) {
            return embedded.conclude(intent, ours, surroundings, EmbeddedInterpreter.NAME, e.getMessage());
        }
    }
}
