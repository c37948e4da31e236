package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.WordList;
import java.util.Set;
import java.util.stream.IntStream;

/** Whether a number says how many updates a round needs: at least six, not before six have reported, five sites have to answer. */
final class Answers {
    private static final Set<String> MUST = WordList.of("answers.must");

    static final Set<String> WITHOUT = Set.of("without", "ohne", "sin", "sans");

    private static final Set<String> WAITS = WordList.of("answers.waits");

    static final Set<String> NO = WordList.of("answers.no");

    private static final Set<String> IF = WordList.of("answers.if");

    private static final Set<String> THAN = Set.of("than", "als", "de", "que");

    private final Prompt prompt;

    Answers(Prompt prompt) {
        this.prompt = prompt;
    }

    /** At least six; in no round shall fewer than six report. */
    boolean isLeast(Quantity number) {
        boolean notFewer = THAN.contains(prompt.folded(number.from() - 1))
                && prompt.signs("fewer").stream().anyMatch(sign -> sign.to() == number.from() - 1)
                && IntStream.range(Math.max(0, number.from() - 8), number.from() - 2)
                        .anyMatch(
                                at -> NO.contains(prompt.folded(at)) && !prompt.sentenceEndsBetween(at, number.from()));
        return notFewer
                || isFewerACondition(number)
                || isOrMore(number)
                || prompt.signs("least").stream().anyMatch(sign -> sign.to() == number.from());
    }

    /** If less than four report, the round is void; never combine fewer than four. */
    private boolean isFewerACondition(Quantity number) {
        return prompt.signs("fewer").stream()
                .filter(sign -> sign.to() == number.from()
                        || (sign.to() == number.from() - 1 && THAN.contains(prompt.folded(number.from() - 1))))
                .anyMatch(sign -> IntStream.range(Math.max(0, sign.from() - 5), sign.from())
                        .anyMatch(at ->
                                IF.contains(prompt.folded(at)) && !prompt.sentenceEndsBetween(at, number.from())));
    }

    /** Five answers or more. */
    private boolean isOrMore(Quantity number) {
        return prompt.signs("or-more").stream()
                .anyMatch(sign -> sign.from() >= number.to()
                        && sign.from() - number.to() <= 3
                        && prompt.isClear(number.to(), sign.from())
                        // "20 clients, au minimum five answers" speaks of the five.
                        && prompt.quantities().stream().noneMatch(other -> other.from() == sign.to()));
    }

    /** Not before six have reported; without six answers. */
    boolean isCondition(int start) {
        return WITHOUT.contains(prompt.folded(start - 1))
                || prompt.signs("unless").stream()
                        .anyMatch(sign -> sign.to() <= start
                                && start - sign.to() <= 5
                                && !prompt.sentenceEndsBetween(sign.to(), start));
    }

    /** Five sites have to answer; twenty of which must have answered. */
    boolean must(int end) {
        return comeAfter(end)
                && prompt.signs("answer").stream()
                        .anyMatch(sign -> sign.from() >= end && prompt.isClear(end, sign.from()))
                && isDuty(end);
    }

    /** The server must have received 25 of the 30 models. */
    boolean isDutyBefore(int start) {
        return cameBefore(start)
                && IntStream.range(Math.max(0, start - 6), start)
                        .anyMatch(at -> MUST.contains(prompt.folded(at)) && prompt.isClear(at, start));
    }

    /** Whether somebody has to, or shall. */
    boolean isDuty(int end) {
        return IntStream.range(end, Math.min(end + 3, prompt.words().size()))
                .anyMatch(at -> MUST.contains(prompt.folded(at)) && prompt.isClear(end, at));
    }

    /** Wait for 80 % of the 20 sites to answer. */
    boolean areWaitedFor(int start, int end) {
        return comeAfter(end)
                && IntStream.range(Math.max(0, start - 3), start).anyMatch(at -> WAITS.contains(prompt.folded(at)));
    }

    boolean comeAfter(int end) {
        return prompt.signs("answer").stream()
                .anyMatch(sign ->
                        sign.from() >= end && sign.from() - end <= 6 && !prompt.sentenceEndsBetween(end, sign.from()));
    }

    boolean cameBefore(int start) {
        return prompt.signs("answer").stream()
                .anyMatch(sign ->
                        sign.to() <= start && start - sign.to() <= 5 && !prompt.sentenceEndsBetween(sign.to(), start));
    }
}
