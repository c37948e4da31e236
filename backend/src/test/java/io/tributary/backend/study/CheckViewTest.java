package io.tributary.backend.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CheckViewTest {
    private static final List<Objective> ACCURACY = List.of(Objective.of(Metric.ACCURACY));
    private static final List<Objective> LOSS = List.of(Objective.of(Metric.LOSS));
    private final List<Repeated> repeats = new ArrayList<>();

    @Test
    void comparesTheBestWithTheStartOnTheSameSeedsOnly() {
        add(5, 1, 0.80);
        add(0, 1, 0.75);
        add(5, 2, 0.84);
        failed(0, 2);
        CheckView check = CheckView.of(repeats, ACCURACY);
        assertThat(check.gain()).isCloseTo(0.05, Offset.offset(1e-12));
        assertThat(check.recommended()).isEqualTo(5);
        assertThat(check.means().get(0).values().get(0)).isCloseTo(0.82, Offset.offset(1e-12));
        assertThat(check.means().get(0).deviation()).isCloseTo(0.0282842712, Offset.offset(1e-9));
        assertThat(check.means().get(1).deviation()).isNull();
    }

    @Test
    void recommendsTheStartWhereNothingHoldsAgainstIt() {
        add(5, 1, 0.40);
        add(0, 1, 0.30);
        CheckView check = CheckView.of(repeats, LOSS);
        assertThat(check.recommended()).isZero();
        assertThat(check.gain()).isCloseTo(-0.1, Offset.offset(1e-12));
    }

    @Test
    void saysNothingWhereNothingIsComplete() {
        failed(5, 1);
        CheckView check = CheckView.of(repeats, ACCURACY);
        assertThat(check.gain()).isNull();
        assertThat(check.recommended()).isNull();
        assertThat(check.means()).isEmpty();
        assertThat(CheckView.of(List.of(), ACCURACY).gain()).isNull();
    }

    private void add(int trial, long seed, double value) {
        repeats.add(
                repeated(Repeat.start(repeats.size(), trial, seed, Cost.NONE).complete(List.of(value), Cost.NONE)));
    }

    private void failed(int trial, long seed) {
        repeats.add(
                repeated(Repeat.start(repeats.size(), trial, seed, Cost.NONE).fail("It failed.", Cost.NONE)));
    }

    private static Repeated repeated(Repeat repeat) {
        return new Repeated(repeat, "task-" + repeat.number(), true);
    }
}
