package io.tributary.nashpo.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.nashpo.trial.History;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;

class ImportanceTest {
    private static final Space SPACE = Space.of(List.of(
            Dimension.choice("kind", Trials.texts("a", "b", "c")),
            Dimension.whole("epochs", 1, 8, false),
            Dimension.real("rate", 1e-4, 1, true)));

    private static History history(List<Trial> trials) {
        return new History(trials, List.of(Objective.of(Metric.ACCURACY)));
    }

    /** What optuna.importance.PedAnovaImportanceEvaluator of Optuna 5.0.0 gives for the same 60 trials, normalised. */
    @Test
    void agreesWithTheReferenceImplementation() {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double log = -4 + 4 * (i * 37 % 60) / 59.0;
            long epochs = 1L + i * 7 % 8;
            String kind = List.of("a", "b", "c").get(i * 5 % 3);
            double value = Math.exp(-(log + 1.5) * (log + 1.5)) + 0.02 * epochs + (kind.equals("b") ? 0.1 : 0);
            Params params = Params.none()
                    .with("kind", Trials.texts(kind).get(0))
                    .with("epochs", LongNode.valueOf(epochs))
                    .with("rate", DoubleNode.valueOf(Math.pow(10, log)));
            trials.add(Trials.complete(i, params, value));
        }
        Map<String, Double> importances = Importance.of(SPACE, history(trials));
        assertThat(importances.keySet()).containsExactly("rate", "epochs", "kind");
        assertThat(importances.get("rate")).isCloseTo(0.939547, within(1e-4));
        assertThat(importances.get("epochs")).isCloseTo(0.046268, within(1e-4));
        assertThat(importances.get("kind")).isCloseTo(0.014185, within(1e-4));
    }

    @Test
    void nothingIsSaidOfNothing() {
        assertThat(Importance.of(SPACE, history(List.of())))
                .hasSize(3)
                .allSatisfy((field, share) -> assertThat(share).isZero());
        Trial one = Trials.complete(0, Trials.params("{'kind': 'a', 'epochs': 1, 'rate': 0.1}"), 0.5);
        assertThat(Importance.of(SPACE, history(List.of(one))).values()).containsOnly(0.0);
    }

    @Test
    void fieldsThatSeldomCountAreComparedAmongTheTrialsThatHaveThem() {
        Space space = Space.of(List.of(
                Dimension.choice("kind", Trials.texts("a", "b")),
                Dimension.real("rate", 1e-4, 1, true).when("kind", Trials.texts("a"))));
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Params params = i % 2 == 0
                    ? Trials.params("{'kind': 'a', 'rate': " + Math.pow(10, -4 + i / 10.0) + "}")
                    : Trials.params("{'kind': 'b'}");
            trials.add(Trials.complete(i, params, i % 2 == 0 ? i / 40.0 : 0.0));
        }
        Map<String, Double> importances = Importance.of(space, history(trials));
        assertThat(importances.get("rate")).isPositive();
        assertThat(importances.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }
}
