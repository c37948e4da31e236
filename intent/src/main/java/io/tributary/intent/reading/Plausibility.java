package io.tributary.intent.reading;

import io.tributary.intent.text.Word;
import io.tributary.intent.text.WordList;
import io.tributary.intent.vocabulary.FunctionWords;
import io.tributary.intent.vocabulary.Meaning;
import io.tributary.intent.vocabulary.Term;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a prompt speaks of training or only uses its words: "we have 20 clients visiting" against "20 clients". Words that only the
 * field has count for it, words it shares with daily life count little, and words that are neither count against it.
 */
final class Plausibility {
    /** Fields whose names are daily words. */
    private static final Set<String> DAILY = Set.of(
            "training.rounds",
            "clients.count",
            "clients.fraction",
            "clients.minimum",
            "clients.deadlineSeconds",
            "stopping.patience",
            "stopping.targetAccuracy",
            "name",
            "seed",
            "model.preset",
            "dataset",
            "study.trials",
            "evaluation.every",
            "compression.keep",
            "compression.direction",
            "compression.compress");
    /** Values that are daily words or names of people. */
    private static final Set<String> NAMES = WordList.of("plausibility.names");

    private final Prompt prompt;
    private final @Nullable Reading name;

    /** @param name what the task is to be called: any words at all */
    Plausibility(Prompt prompt, @Nullable Reading name) {
        this.prompt = prompt;
        this.name = name;
    }

    /** What speaks for and against it. */
    Evidence evidence() {
        Set<String> sure = new HashSet<>();
        Set<String> daily = new HashSet<>();
        for (Term term : prompt.terms()) {
            String name = term.meaning().name();
            boolean speaks = term.meaning().namesField() || term.meaning().kind() == Meaning.Kind.VALUE;
            boolean single = term.length() == 1 && NAMES.contains(prompt.folded(term.from()));
            boolean technical =
                    term.meaning().kind() == Meaning.Kind.VALUE ? !single : !DAILY.contains(name) && !single;
            if (speaks) {
                (technical ? sure : daily).add(name);
            } else if (term.meaning().kind() == Meaning.Kind.GOAL) {
                daily.add(name);
            }
        }
        daily.removeAll(sure);
        int strange = 0;
        int letters = 0;
        for (int at = 0; at < prompt.words().size(); at++) {
            strange += isStrange(at) ? 1 : 0;
            letters += prompt.words().get(at).isLetters() ? 1 : 0;
        }
        return new Evidence(
                sure.size(), daily.size(), strange, letters, prompt.quantities().size());
    }

    private boolean isStrange(int at) {
        Word word = prompt.words().get(at);
        return word.isLetters()
                && word.folded().length() > 1
                && (name == null || at < name.from() || at >= name.to())
                && !FunctionWords.contains(word.folded())
                && prompt.terms().stream().noneMatch(term -> term.from() <= at && at < term.to())
                && prompt.quantities().stream().noneMatch(number -> number.from() <= at && at < number.to());
    }
}
