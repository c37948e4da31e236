package io.tributary.backend.plan;

import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.protocol.task.TaskSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known about the accuracy of specs: completed tasks of this server, where they are of the same kind, else effects
 * that were measured once and for all ({@code plan/effects.json}, which names its source).
 */
@Component
class Evidence {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LATEST = 500;

    private final History history;
    private final Measured measured;

    Evidence(History history) throws IOException {
        this.history = history;
        try (InputStream file = Evidence.class.getResourceAsStream("/plan/effects.json")) {
            this.measured = JSON.readValue(Objects.requireNonNull(file), Measured.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param source where it was measured, for people
     * @param effects one for each option and skew that was measured
     */
    record Measured(String source, List<Effect> effects) {}

    /**
     * @param change of accuracy, as a share
     * @param error standard error of the change
     * @param seen completed tasks behind it, 0 where it rests on measured effects
     */
    record Expectation(double change, double error, int seen) {

        /** The change less two standard errors. */
        double atWorst() {
            return change - 2 * error;
        }
    }

    String source() {
        return measured.source();
    }

    /** A look at the completed tasks; holds still while a plan is made. */
    Known known() {
        Map<String, Outcomes> outcomes = new HashMap<>();
        Set<Kin> kin = new HashSet<>();
        for (TaskSummary task : history.completed(LATEST)) {
            kin.add(Kin.of(task.task().spec()));
            Double accuracy = task.accuracy();
            boolean whole = task.round() == task.task().spec().training().rounds();
            if (accuracy != null && whole) {
                outcomes.computeIfAbsent(kind(task.task().spec()), kind -> new Outcomes())
                        .add(accuracy);
            }
        }
        return new Known(outcomes, kin);
    }

    /** All of a spec that bears on its accuracy, but for the seed: an entropy stage loses nothing. */
    static String kind(TaskSpec spec) {
        ObjectNode tree = JSON.valueToTree(spec);
        tree.remove(List.of("name", "seed", "evaluation", "stopping"));
        for (JsonNode codec : tree.get("compression")) {
            ((ObjectNode) codec).remove("entropy");
        }
        return tree.toString();
    }

    /** Tasks that train the same model on the same clients' data. */
    private record Kin(String dataset, TaskSpec.Partition partition, ModelSpec model) {
        static Kin of(TaskSpec spec) {
            return new Kin(spec.dataset(), spec.partition(), spec.model());
        }
    }

    /** The accuracies of tasks that differ in their seeds only. */
    private static final class Outcomes {
        private int count;
        private double sum;
        private double squares;

        void add(double accuracy) {
            count++;
            sum += accuracy;
            squares += accuracy * accuracy;
        }

        double mean() {
            return sum / count;
        }

        /** Variance of the mean; half a point's square where there is only one. */
        double variance() {
            return count < 2 ? 0.005 * 0.005 : Math.max(0, squares / count - mean() * mean()) / (count - 1);
        }
    }

    /** What is known at one moment. */
    final class Known {
        private final Map<String, Outcomes> outcomes;
        private final Set<Kin> kin;

        private Known(Map<String, Outcomes> outcomes, Set<Kin> kin) {
            this.outcomes = outcomes;
            this.kin = kin;
        }

        /** Whether any task has been completed with this data set, partition and model. */
        boolean kin(TaskSpec spec) {
            return kin.contains(Kin.of(spec));
        }

        /** The mean accuracy of completed tasks with this spec, seeds aside. */
        Optional<Double> accuracy(TaskSpec spec) {
            return Optional.ofNullable(outcomes.get(kind(spec))).map(Outcomes::mean);
        }

        /**
         * What some options do to the accuracy of a spec.
         *
         * @param after the spec with the options
         * @return empty where nothing is known about one of them
         */
        Optional<Expectation> expect(TaskSpec before, TaskSpec after, List<Option> options) {
            Outcomes with = outcomes.get(kind(after));
            Outcomes without = outcomes.get(kind(before));
            if (with != null && without != null) {
                return Optional.of(new Expectation(
                        with.mean() - without.mean(),
                        Math.sqrt(with.variance() + without.variance()),
                        with.count + without.count));
            }
            return effects(before, options)
                    .map(effects -> new Expectation(
                            effects.stream().mapToDouble(Effect::mean).sum(),
                            Math.sqrt(effects.stream()
                                    .mapToDouble(effect -> effect.error() * effect.error())
                                    .sum()),
                            0));
        }

        /**
         * What was measured of some options: of those that may change anything all together, else one by one. Their effects
         * add up, as far as was seen, unless one of them needs its clients in every round.
         */
        private Optional<List<Effect>> effects(TaskSpec before, List<Option> options) {
            Skew skew = Skew.of(before);
            List<Option> bearing =
                    options.stream().filter(option -> !harmless(option, skew)).toList();
            Optional<Effect> joint = effect(Effect.together(bearing), skew);
            if (joint.isPresent()) {
                return joint.map(List::of);
            }
            boolean absent = bearing.size() > 1 || before.clients().fraction() < 1;
            if (absent && bearing.stream().anyMatch(Option::steady)) {
                return Optional.empty();
            }
            List<Effect> single = bearing.stream()
                    .map(option -> effect(option.id(), skew))
                    .flatMap(Optional::stream)
                    .toList();
            return single.size() == bearing.size() ? Optional.of(single) : Optional.empty();
        }

        private boolean harmless(Option option, Skew skew) {
            return effect(option.id(), skew).filter(Effect::none).isPresent();
        }

        private Optional<Effect> effect(String options, Skew skew) {
            return measured.effects().stream()
                    .filter(effect -> effect.option().equals(options) && effect.skew() == skew)
                    .findFirst();
        }
    }
}
