package io.tributary.nashpo.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.space.Params;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomSamplerTest extends SamplerContract {
    @Override
    protected Sampler sampler() {
        return new RandomSampler();
    }

    @Test
    void pointsAreEvenOverTheScaleOfEachDimension() {
        List<Params> points = IntStream.range(0, 4000)
                .mapToObj(i -> sampler().suggest(ask(SPACE, List.of(), i, 0)).params())
                .toList();
        assertThat(share(points, params -> number(params, "rate") < 0.01)).isCloseTo(0.5, within(0.03));
        assertThat(share(points, params -> number(params, "epochs") == 8)).isCloseTo(1 / 8.0, within(0.02));
        assertThat(share(points, params -> number(params, "step") == 0)).isCloseTo(1 / 5.0, within(0.03));
        assertThat(share(points, params -> "sgd".equals(Trials.text(params, "optimizer"))))
                .isCloseTo(1 / 3.0, within(0.03));
    }

    private static double share(List<Params> points, java.util.function.Predicate<Params> what) {
        return (double) points.stream().filter(what).count() / points.size();
    }

    private static double number(Params params, String field) {
        return Objects.requireNonNull(params.get(field)).asDouble();
    }
}
