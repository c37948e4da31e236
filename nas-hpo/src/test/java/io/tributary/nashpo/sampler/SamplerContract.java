package io.tributary.nashpo.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Intermediate;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every sampler keeps, whatever it has seen. */
public abstract class SamplerContract {
    /** A space with every kind of dimension, two of them conditional. */
    protected static final Space SPACE = Space.of(List.of(
            Dimension.real("rate", 1e-4, 1, true),
            Dimension.whole("epochs", 1, 8, false),
            Dimension.whole("batch", 8, 128, true),
            new Dimension("step", Dimension.Type.FLOAT, 0.0, 1.0, false, 0.25, null, null),
            Dimension.choice("optimizer", Trials.texts("sgd", "adam", "rmsprop")),
            Dimension.real("momentum", 0, 0.99, false).when("optimizer", Trials.texts("sgd", "rmsprop")),
            Dimension.choice("nesterov", Trials.flags()).when("optimizer", Trials.texts("sgd"))));

    protected abstract Sampler sampler();

    /** Points of a study that has come so far: what the sampler proposed, and each trial ended in another way. */
    private List<Trial> run(Space space, int trials, long seed) {
        List<Trial> past = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            Suggestion suggestion = sampler().suggest(ask(space, past, seed + i, 0));
            past.add(end(Trial.start(i, suggestion, Cost.ofRounds(4)), i));
        }
        return past;
    }

    private static Trial end(Trial trial, int number) {
        double accuracy = Trials.quality(trial.params());
        Trial reported = trial.report(new Intermediate(2, accuracy / 2, 1 - accuracy, 10, 1), Cost.ofRounds(2));
        return switch (number % 6) {
            case 0, 1, 2 -> reported.complete(List.of(accuracy), Cost.ofRounds(4));
            case 3 -> reported.prune("Others did better.", Cost.ofRounds(2));
            case 4 -> trial.fail("The loss is not a number.", Cost.ofRounds(1));
            default -> trial;
        };
    }

    protected static Ask ask(Space space, List<Trial> past, long seed, int attempt) {
        return new Ask(
                space,
                new History(past, List.of(Objective.of(Metric.ACCURACY))),
                RandomSource.XO_SHI_RO_256_PP.create(seed),
                attempt,
                params -> past.stream().anyMatch(trial -> trial.params().hash().equals(params.hash()))
                        ? Optional.of("It has been tried already.")
                        : Optional.empty());
    }

    @Test
    void everyPointLiesInTheSpaceAndRespectsItsConditions() {
        for (Trial trial : run(SPACE, 90, 1)) {
            assertThat(SPACE.contains(trial.params())).as("%s", trial.params()).isTrue();
        }
    }

    @Test
    void theSameHistoryAndSeedGiveTheSamePoint() {
        List<Trial> past = run(SPACE, 40, 2);
        for (int seen : new int[] {0, 1, 9, 10, 11, 39}) {
            List<Trial> some = past.subList(0, seen);
            assertThat(sampler().suggest(ask(SPACE, some, 5, 0)))
                    .isEqualTo(sampler().suggest(ask(SPACE, some, 5, 0)));
        }
        assertThat(run(SPACE, 40, 2)).isEqualTo(past);
    }

    @Test
    void anotherSeedGivesAnotherPoint() {
        List<Trial> past = run(SPACE, 30, 3);
        assertThat(sampler().suggest(ask(SPACE, past, 6, 0)).params())
                .isNotEqualTo(sampler().suggest(ask(SPACE, past, 7, 0)).params());
    }

    @Test
    void worksWhenAllTrialsFailedOrRun() {
        List<Trial> failed = new ArrayList<>();
        List<Trial> running = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Trial trial = Trial.start(
                    i, Suggestion.of(SPACE.draw(RandomSource.XO_SHI_RO_256_PP.create(i)), Source.USER), Cost.NONE);
            failed.add(trial.fail("No worker.", Cost.NONE));
            running.add(trial);
        }
        assertThat(SPACE.contains(sampler().suggest(ask(SPACE, failed, 1, 0)).params()))
                .isTrue();
        assertThat(SPACE.contains(sampler().suggest(ask(SPACE, running, 1, 0)).params()))
                .isTrue();
    }

    @Test
    void aSpaceOfOnePointHasThatPoint() {
        Space one = Space.of(List.of(
                Dimension.real("rate", 0.1, 0.1, true),
                Dimension.whole("epochs", 3, 3, false),
                Dimension.choice("optimizer", Trials.texts("sgd"))));
        JsonNode point = JsonMapper.shared().readTree("{\"rate\": 0.1, \"epochs\": 3, \"optimizer\": \"sgd\"}");
        Params expected = JsonMapper.shared().treeToValue(point, Params.class);
        for (int seen : new int[] {0, 12}) {
            List<Trial> past = new ArrayList<>();
            for (int i = 0; i < seen; i++) {
                past.add(Trial.start(i, Suggestion.of(expected, Source.USER), Cost.NONE)
                        .complete(List.of(0.5), Cost.NONE));
            }
            Params params = sampler().suggest(ask(one, past, 1, 0)).params();
            assertThat(params.hash()).isEqualTo(expected.hash());
        }
    }

    @Test
    void brokenValuesAreNoPartOfTheBest() {
        List<Trial> past = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Params params = SPACE.draw(RandomSource.XO_SHI_RO_256_PP.create(i));
            past.add(Trial.start(i, Suggestion.of(params, Source.RANDOM), Cost.NONE)
                    .complete(List.of(i % 2 == 0 ? Double.NaN : 0.5), Cost.NONE));
        }
        assertThat(new History(past, List.of(Objective.of(Metric.ACCURACY))).best())
                .hasValueSatisfying(best -> assertThat(best.values()).containsExactly(0.5));
        assertThat(SPACE.contains(sampler().suggest(ask(SPACE, past, 1, 0)).params()))
                .isTrue();
    }
}
