package io.tributary.nashpo.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class StartingSamplerTest extends SamplerContract {
    @Override
    protected Sampler sampler() {
        return new StartingSampler(List.of(), TpeSampler.usual());
    }

    @Test
    void triesWhatIsKnownInItsOrderAndThenGoesOn() {
        Params a = SPACE.draw(RandomSource.XO_SHI_RO_256_PP.create(1));
        Params b = SPACE.draw(RandomSource.XO_SHI_RO_256_PP.create(2));
        Sampler starting = new StartingSampler(
                List.of(
                        Suggestion.of(a, Source.DEFAULT),
                        Suggestion.of(a, Source.PORTFOLIO),
                        Suggestion.of(b, Source.PORTFOLIO)),
                new RandomSampler());
        List<Trial> past = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Suggestion next = starting.suggest(ask(SPACE, past, i, 0));
            sources.add(next.source());
            past.add(Trials.complete(i, next.params(), 0.5));
        }
        assertThat(sources).containsExactly(Source.DEFAULT, Source.PORTFOLIO, Source.RANDOM);
        assertThat(past.get(1).params()).isEqualTo(b);
    }
}
