package io.tributary.backend.task;

import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** What committed rounds on this server have cost: it foretells the next rounds of their kind better than any trial does. */
@Component
class Experience {
    /** Tasks that are looked at, the latest. */
    private static final int TASKS = 50;
    /** Of these, how many of a kind count: machine and program change. */
    private static final int OF_A_KIND = 3;
    /** Rounds of a task, its last ones. */
    private static final int ROUNDS = 30;
    /** A task's first rounds pay for compiling the program. */
    private static final int WARM_UP = 1;

    private final History history;

    Experience(History history) {
        this.history = history;
    }

    /**
     * CPU seconds.
     *
     * @param trainExample to train on one example once
     * @param testExample to test one
     */
    record Cost(double trainExample, double testExample) {}

    /** A look at the latest tasks; holds still while some estimates are made. */
    Known known() {
        return new Known(history.tasks(EnumSet.allOf(TaskState.class), "", 0, TASKS).stream()
                .filter(task -> task.round() > WARM_UP)
                .toList());
    }

    /** All that the cost of a batch depends on. */
    private record Kind(String dataset, Object model, int batchSize, String optimizer, boolean plain, Object loss) {
        static Kind of(TaskSpec spec) {
            TaskSpec.Training training = spec.training();
            return new Kind(
                    spec.dataset(),
                    spec.model(),
                    training.batchSize(),
                    training.optimizer(),
                    training.momentum() == 0 && training.weightDecay() == 0,
                    training.loss());
        }
    }

    /** All that the contents of frames depend on most: how far an entropy stage packs them. */
    private record Contents(
            String dataset, TaskSpec.Partition partition, Object model, TaskSpec.Compression compression, int epochs) {
        static Contents of(TaskSpec spec) {
            return new Contents(
                    spec.dataset(),
                    spec.partition(),
                    spec.model(),
                    spec.compression(),
                    spec.training().localEpochs());
        }
    }

    /** What is known at one moment. For one thread. */
    final class Known {
        private final List<TaskSummary> latest;
        private final Map<Kind, Optional<Cost>> costs = new HashMap<>();
        private final Map<String, List<RoundReport>> rounds = new HashMap<>();
        private final Map<String, List<RoundReport>> sent = new HashMap<>();

        private Known(List<TaskSummary> latest) {
            this.latest = latest;
        }

        /** What rounds of this kind have cost; empty where there were none. */
        Optional<Cost> cost(TaskSpec spec, DatasetInfo dataset) {
            return costs.computeIfAbsent(Kind.of(spec), kind -> measured(kind, dataset));
        }

        private Optional<Cost> measured(Kind kind, DatasetInfo dataset) {
            List<TaskSummary> alike = latest.stream()
                    .filter(task -> Kind.of(task.task().spec()).equals(kind))
                    .limit(OF_A_KIND)
                    .toList();
            double examples = 0;
            double training = 0;
            double tests = 0;
            double testing = 0;
            for (TaskSummary task : alike) {
                TaskSpec spec = task.task().spec();
                double each = (double) dataset.trainExamples()
                        / spec.clients().count()
                        * spec.training().localEpochs();
                for (RoundReport round : rounds(task)) {
                    examples += each * round.completed();
                    training += round.cpu().train();
                    tests += round.loss() == null ? 0 : task.task().heldOut().count(dataset.testExamples());
                    testing += round.cpu().evaluate();
                }
            }
            return examples > 0 && tests > 0
                    ? Optional.of(new Cost(training / examples, testing / tests))
                    : Optional.empty();
        }

        /**
         * The bytes of a mean round by what rounds of the kind have sent of the most that they could have sent.
         *
         * @param most that a round of the spec can send
         * @param mostOf the same for other specs
         * @return empty where there were no such rounds
         */
        Optional<Traffic> traffic(TaskSpec spec, Traffic most, Function<TaskSpec, Traffic> mostOf) {
            double up = 0;
            double mostUp = 0;
            double down = 0;
            double mostDown = 0;
            for (TaskSummary task : latest.stream()
                    .filter(each -> Contents.of(each.task().spec()).equals(Contents.of(spec)))
                    .limit(OF_A_KIND)
                    .toList()) {
                Traffic mostHere = mostOf.apply(task.task().spec());
                // Its first rounds too: what they send is of another kind, but is sent.
                List<RoundReport> all = sent.computeIfAbsent(
                        task.task().id(), id -> history.rounds(id, Math.max(0, task.round() - ROUNDS)));
                up += sum(all, RoundReport::bytesUp);
                mostUp += sum(all, RoundReport::completed) * mostHere.up() / mostHere.updates();
                down += sum(all, RoundReport::bytesDown);
                mostDown += sum(all, RoundReport::selected) * mostHere.down() / mostHere.asked();
            }
            return mostUp > 0 && mostDown > 0
                    ? Optional.of(new Traffic(
                            Math.round(most.up() * Math.min(1, up / mostUp)),
                            Math.round(most.down() * Math.min(1, down / mostDown)),
                            most.updates(),
                            most.asked()))
                    : Optional.empty();
        }

        /**
         * What the server itself spends on a client in a round, on messages, events and the journal, whatever the model.
         *
         * @param otherwise where no round tells
         */
        double coordination(double otherwise) {
            List<RoundReport> all = new ArrayList<>();
            latest.stream().limit(OF_A_KIND).forEach(task -> all.addAll(rounds(task)));
            double clients = sum(all, RoundReport::selected);
            return clients > 0 ? sum(all, round -> round.cpu().coordinate()) / clients : otherwise;
        }

        private List<RoundReport> rounds(TaskSummary task) {
            return rounds.computeIfAbsent(
                    task.task().id(), id -> history.rounds(id, Math.max(WARM_UP, task.round() - ROUNDS)));
        }

        private double sum(List<RoundReport> reports, ToDoubleFunction<RoundReport> figure) {
            return reports.stream().mapToDouble(figure).sum();
        }
    }
}
