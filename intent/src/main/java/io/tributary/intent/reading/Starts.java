package io.tributary.intent.reading;

import io.tributary.intent.text.Word;
import io.tributary.intent.vocabulary.Term;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The weights before the first round: those of an earlier task, which is named by its id. "Start from the best model of task
 * 0b1f..., 20 rounds"; "warm start from 0b1f..., round 12".
 */
final class Starts {
    /** Ids of tasks, as the server makes them. */
    private static final Pattern ID =
            Pattern.compile("(?i)\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");

    private static final String TASK = "start.task";
    private static final String ROUND = "start.round";
    private static final String BEST = "start.best";
    private static final Set<String> BEST_WORDS =
            Set.of("best", "beste", "besten", "bestes", "mejor", "meilleur", "meilleure");

    private final Prompt prompt;

    Starts(Prompt prompt) {
        this.prompt = prompt;
    }

    /** Where ids stand in a text; their digits are no numbers. */
    static List<MatchResult> ids(String text) {
        return ID.matcher(text).results().toList();
    }

    /** Whether a word belongs to one of the ids. */
    static boolean isOfId(List<MatchResult> ids, Word word) {
        return ids.stream().anyMatch(id -> id.start() <= word.start() && word.end() <= id.end());
    }

    /** The round of the earlier task is none to train. */
    void claimRound(List<Bound> bound) {
        if (ids(prompt.text()).isEmpty() || prompt.signs("warm").isEmpty()) {
            return;
        }
        bound.stream()
                .filter(each -> each.field().equals("training.rounds")
                        && each.cue() != null
                        && each.cue().to() <= each.number().from()
                        && prompt.folded(each.cue().from()).matches("round|runde|ronda|tour"))
                .findFirst()
                .ifPresent(each -> {
                    bound.remove(each);
                    bound.add(new Bound(each.number(), ROUND, each.cue(), each.cost()));
                });
    }

    void read(Map<String, Reading> readings, List<Doubt> doubts) {
        Optional<Term> warm = prompt.signs("warm").stream().findFirst();
        if (warm.isEmpty()) {
            return;
        }
        Optional<MatchResult> id = ids(prompt.text()).stream().findFirst();
        int from = warm.get().from();
        if (id.isEmpty()) {
            doubts.add(new Doubt(
                    TASK,
                    "From the model of which task? Give its id, which stands on its page and in its address.",
                    List.of()));
            return;
        }
        int to = (int) prompt.words().stream()
                .filter(word -> word.start() < id.get().end())
                .count();
        String task = id.get().group().toLowerCase(Locale.ROOT);
        readings.put(TASK, Reading.said(TASK, task, Math.min(from, to - 1), to, 0.95));
        IntStream.range(Math.max(0, from - 2), to)
                .filter(at -> BEST_WORDS.contains(prompt.folded(at)))
                .findFirst()
                .ifPresent(at -> readings.put(BEST, Reading.said(BEST, true, at, at + 1, 0.9)));
    }
}
