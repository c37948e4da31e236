package io.tributary.nashpo.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TpeSamplerTest extends SamplerContract {
    @Override
    protected Sampler sampler() {
        return TpeSampler.usual();
    }

    @Test
    void isRandomUntilEnoughTrialsEnded() {
        List<Trial> past = history(10);
        assertThat(sampler().suggest(ask(SPACE, past.subList(0, 9), 1, 0)).source())
                .isEqualTo(Source.RANDOM);
        assertThat(sampler().suggest(ask(SPACE, past, 1, 0)).source()).isEqualTo(Source.TPE);
    }

    @Test
    void proposesWhatIsMoreLikeTheBestThanLikeTheRest() {
        List<Trial> past = history(60);
        double near = IntStream.range(0, 200)
                .filter(seed ->
                        closeness(sampler().suggest(ask(SPACE, past, seed, 0)).params()) < 0.5)
                .count();
        double random = IntStream.range(0, 200)
                .filter(seed -> closeness(new RandomSampler()
                                .suggest(ask(SPACE, past, seed, 0))
                                .params())
                        < 0.5)
                .count();
        assertThat(near).isGreaterThan(2 * random);
    }

    @Test
    void keepsAwayFromWhatRunsJustNow() {
        List<Trial> past = history(30);
        Params favourite = sampler().suggest(ask(SPACE, past, 1, 0)).params();
        List<Trial> withRunning = new ArrayList<>(past);
        for (int i = 0; i < 8; i++) {
            withRunning.add(Trial.start(30 + i, Suggestion.of(favourite, Source.TPE), Cost.NONE));
        }
        assertThat(distance(withRunning, favourite)).isGreaterThan(distance(past, favourite));
    }

    @Test
    void withSeveralObjectivesProposesWhatIsLikeTheFront() {
        // Accuracy wants rates near 0.05, bytes few epochs; both together are reached by few epochs alone.
        List<Trial> past = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Params params =
                    new RandomSampler().suggest(ask(SPACE, past, 100 + i, 0)).params();
            past.add(Trials.complete(i, params, Trials.quality(params), number(params, "epochs")));
        }
        History history = new History(past, List.of(Objective.of(Metric.ACCURACY), Objective.of(Metric.BYTES)));
        double proposed = IntStream.range(0, 100)
                .mapToDouble(seed -> {
                    Ask ask = ask(SPACE, past, seed, 0);
                    return number(
                            sampler()
                                    .suggest(new Ask(SPACE, history, ask.random(), 0, ask.problem()))
                                    .params(),
                            "epochs");
                })
                .average()
                .orElseThrow();
        assertThat(proposed).isLessThan(3);
    }

    private static double number(Params params, String field) {
        return Objects.requireNonNull(params.get(field)).asDouble();
    }

    private double distance(List<Trial> past, Params from) {
        return IntStream.range(0, 60)
                .mapToDouble(seed -> Math.abs(
                        log(sampler().suggest(ask(SPACE, past, seed, 0)).params()) - log(from)))
                .average()
                .orElseThrow();
    }

    private static double closeness(Params params) {
        return Math.abs(log(params) - Math.log10(0.05));
    }

    private static double log(Params params) {
        return Math.log10(Objects.requireNonNull(params.get("rate")).asDouble());
    }

    private static List<Trial> history(int trials) {
        List<Trial> past = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            Params params =
                    new RandomSampler().suggest(ask(SPACE, past, 100 + i, 0)).params();
            past.add(Trials.complete(i, params, Trials.quality(params)));
        }
        return past;
    }
}
