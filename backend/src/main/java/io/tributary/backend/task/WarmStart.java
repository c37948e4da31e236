package io.tributary.backend.task;

import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelGraph.Node;
import io.tributary.protocol.task.TaskSpec;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The model that a task goes on from, found by the task it comes from; its network must be the same. A spec that was resolved
 * names the round and the model, so it means the same for ever.
 */
@Component
class WarmStart {
    private final History history;

    WarmStart(History history) {
        this.history = history;
    }

    /**
     * The spec with the model it starts from, and the round where it comes from a task.
     *
     * @param data of the new task
     * @throws TributaryException INVALID_SPEC where there is no such model, or its network is another one
     */
    TaskSpec resolve(TaskSpec spec, DataShape data) {
        TaskSpec.Start start = spec.start();
        String task = start.task();
        if (task == null) {
            return spec;
        }
        TaskSummary origin = history.find(task)
                .orElseThrow(() -> refused(
                        "start.task",
                        "There is no task " + task + "; give the id of one that is listed, or leave it out."));
        compare(ModelGraph.of(origin.task().spec().model(), origin.task().data()), ModelGraph.of(spec.model(), data));
        int round = start.best() ? best(origin) : start.round() == null ? origin.round() : start.round();
        String model;
        try {
            model = history.model(task, round);
        } catch (TributaryException e) {
            throw refused("start.round", e.message());
        }
        if (start.model() != null && !start.model().equals(model)) {
            throw refused(
                    "start.model",
                    "The model of that task after round " + round + " is " + model + "; leave one of the two out.");
        }
        return spec.withStart(new TaskSpec.Start(task, round, false, model));
    }

    /** The round of the best accuracy, the earliest of equals. */
    private int best(TaskSummary origin) {
        return history.rounds(origin.task().id(), 0).stream()
                .filter(round -> round.accuracy() != null)
                .max(Comparator.<RoundReport>comparingDouble(WarmStart::accuracy)
                        .thenComparing(
                                Comparator.comparingInt(RoundReport::round).reversed()))
                .map(RoundReport::round)
                .orElseThrow(() ->
                        refused("start.best", "No round of that task was tested for accuracy; give a round instead."));
    }

    private static double accuracy(RoundReport round) {
        Double accuracy = round.accuracy();
        return accuracy == null ? Double.NEGATIVE_INFINITY : accuracy;
    }

    private static void compare(ModelGraph there, ModelGraph here) {
        List<Node> others = there.nodes();
        List<Node> own = here.nodes();
        for (int i = 0; i < Math.max(others.size(), own.size()); i++) {
            String other = i < others.size() ? words(others.get(i)) : "no more layer";
            String mine = i < own.size() ? words(own.get(i)) : "no more layer";
            if (!other.equals(mine) || !others.get(i).equals(own.get(i))) {
                throw refused(
                        "start.task",
                        "That task's network is another one: its layer " + i + " is " + other + ", here it is " + mine
                                + "; choose the same model and data of the same shape.");
            }
        }
    }

    private static String words(Node node) {
        return node.layer() + " from " + node.input() + " to " + node.output();
    }

    static TributaryException refused(String field, String message) {
        return TributaryException.ofField(ErrorCode.INVALID_SPEC, field, message);
    }
}
