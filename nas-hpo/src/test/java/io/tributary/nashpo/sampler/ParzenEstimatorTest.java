package io.tributary.nashpo.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Trial;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.DoubleNode;

class ParzenEstimatorTest {
    private static final Dimension RATE = Dimension.real("rate", 0, 1, false);
    private static final Dimension KIND = Dimension.choice("kind", Trials.texts("a", "b", "c"));
    private static final Dimension EPOCHS = Dimension.whole("epochs", 1, 8, true);

    @Test
    void withoutObservationsOnlyThePriorIsLeft() {
        ParzenEstimator prior = ParzenEstimator.of(List.of(KIND), List.of());
        assertThat(prior.logDensity(Trials.params("{'kind': 'b'}"))).isCloseTo(Math.log(1 / 3.0), within(1e-12));
    }

    @Test
    void aChoiceSeenOnceHasItsKernelAndHalfOfThePrior() {
        // Kernel: (1 + 1/2, 1/2, 1/2) / 2.5; prior: thirds; both weigh 1/2.
        ParzenEstimator seen =
                ParzenEstimator.of(List.of(KIND), List.of(Trials.complete(0, Trials.params("{'kind': 'a'}"), 1.0)));
        assertThat(Math.exp(seen.logDensity(Trials.params("{'kind': 'a'}")))).isCloseTo(0.3 + 1 / 6.0, within(1e-12));
        assertThat(Math.exp(seen.logDensity(Trials.params("{'kind': 'c'}")))).isCloseTo(0.1 + 1 / 6.0, within(1e-12));
    }

    @Test
    void probabilitiesOfAWholeNumberAddUpToOne() {
        List<Trial> trials = List.of(
                Trials.complete(0, Trials.params("{'epochs': 2}"), 1.0),
                Trials.complete(1, Trials.params("{'epochs': 7}"), 1.0));
        ParzenEstimator estimator = ParzenEstimator.of(List.of(EPOCHS), trials);
        double sum = DoubleStream.of(1, 2, 3, 4, 5, 6, 7, 8)
                .map(epochs -> Math.exp(estimator.logDensity(Params.none().with("epochs", DoubleNode.valueOf(epochs)))))
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void widthFollowsTheMultivariateRuleAndItsLeast() {
        // One observation: 0.2 is less than 1/3, the least; so at the observation itself the kernel has density
        // 1/(sqrt(2 pi)/3 * 0.8664) for +-1.5 deviations, the prior 1/(sqrt(2 pi) * 0.3829) for +-0.5.
        ParzenEstimator one =
                ParzenEstimator.of(List.of(RATE), List.of(Trials.complete(0, Trials.params("{'rate': 0.5}"), 1.0)));
        double kernel = 3 / (Math.sqrt(2 * Math.PI) * 0.866386);
        double prior = 1 / (Math.sqrt(2 * Math.PI) * 0.382925);
        assertThat(Math.exp(one.logDensity(Trials.params("{'rate': 0.5}"))))
                .isCloseTo((kernel + prior) / 2, within(1e-5));
    }

    @Test
    void oldObservationsWeighLess() {
        assertThat(ParzenEstimator.weights(3)).containsExactly(1, 1, 1);
        double[] weights = ParzenEstimator.weights(30);
        assertThat(weights[0]).isCloseTo(1 / 30.0, within(1e-12));
        assertThat(weights[2]).isCloseTo((1 / 30.0 + 1) / 2, within(1e-12));
        assertThat(DoubleStream.of(weights).skip(4).toArray()).containsOnly(1);
    }

    @Test
    void trialsWithoutTheFieldAreNotCounted() {
        List<Trial> other = List.of(Trials.complete(0, Trials.params("{'rate': 0.5}"), 1.0));
        assertThat(ParzenEstimator.of(List.of(KIND), other).logDensity(Trials.params("{'kind': 'a'}")))
                .isCloseTo(Math.log(1 / 3.0), within(1e-12));
    }
}
