package io.tributary.benchmarks.strategy;

import io.tributary.orchestrator.round.RoundReport;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.training.LocalTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * 30 clients that always train, dirichlet 0.3, mlp; a third of them takes five times as long. Simulated seconds and updates
 * until the test accuracy first reaches a mark, for rounds that wait and rounds that do not. All are tested about every 30
 * updates and end with the last mark or after {@code updates}.
 */
final class Staleness {
    private static final int CLIENTS = 30;
    private static final double[] MARKS = {0.80, 0.83, 0.85};

    private final DatasetCatalog datasets;
    private final int updates;
    private final int seeds;

    /** @param updates after which a run ends in any case */
    Staleness(DatasetCatalog datasets, int updates, int seeds) {
        this.datasets = datasets;
        this.updates = updates;
        this.seeds = seeds;
    }

    void print() {
        System.out.printf(
                Locale.ROOT,
                "%n| %d clients, a third five times as slow, mlp, mean of %d seeds | simulated s to %.0f %% | updates | to %.0f %% |"
                        + " updates | to %.0f %% | updates | staleness |%n|---|---|---|---|---|---|---|---|%n",
                CLIENTS,
                seeds,
                100 * MARKS[0],
                100 * MARKS[1],
                100 * MARKS[2]);
        row("fedavg", "'strategy':'fedavg'", CLIENTS);
        row("fedbuff, 5", "'strategy':'fedbuff','bufferSize':5", 5);
        row("fedbuff, 10", "'strategy':'fedbuff','bufferSize':10", 10);
        row("fedbuff, 10, all alike", "'strategy':'fedbuff','bufferSize':10,'stalenessExponent':0", 10);
        row("fedfix, every 2 s", "'strategy':'fedfix','interval':2", 20);
        row("fedfix, every 5 s", "'strategy':'fedfix','interval':5", CLIENTS);
        row("anarchic, 10", "'strategy':'anarchic','bufferSize':10", 10);
        row("anarchic-silo, 10", "'strategy':'anarchic-silo','bufferSize':10", 10);
        row("fedasync", "'strategy':'fedasync'", 1);
    }

    /** @param each updates of a round, about */
    private void row(String name, String aggregation, int each) {
        List<List<RoundReport>> runs = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            runs.add(Outcome.rounds(spec(aggregation, each, seed), datasets, new LocalTraining()));
        }
        StringBuilder row = new StringBuilder("| " + name);
        for (double mark : MARKS) {
            row.append(" | ")
                    .append(until(runs, mark, "%.0f", round -> Objects.requireNonNull(round.simulatedSeconds())));
            row.append(" | ").append(until(runs, mark, "%.0f", RoundReport::completed));
        }
        double staleness = runs.stream()
                .flatMap(List::stream)
                .mapToDouble(round -> round.staleness() == null ? 0 : round.staleness())
                .average()
                .orElseThrow();
        System.out.println(row + String.format(Locale.ROOT, " | %.1f |", staleness));
    }

    /** The mean of what runs had spent when they reached a mark; how many did not, where any did not. */
    private static String until(
            List<List<RoundReport>> runs, double mark, String format, ToDoubleFunction<RoundReport> figure) {
        double sum = 0;
        int reached = 0;
        for (List<RoundReport> run : runs) {
            Double spent = spent(run, mark, figure);
            sum += spent == null ? 0 : spent;
            reached += spent == null ? 0 : 1;
        }
        return reached == runs.size()
                ? String.format(Locale.ROOT, format, sum / reached)
                : runs.size() - reached + " did not";
    }

    private static @Nullable Double spent(List<RoundReport> run, double mark, ToDoubleFunction<RoundReport> figure) {
        double sum = 0;
        for (RoundReport round : run) {
            sum += figure.applyAsDouble(round);
            if (round.accuracy() != null && round.accuracy() >= mark) {
                return sum;
            }
        }
        return null;
    }

    private TaskSpec spec(String aggregation, int each, int seed) {
        String json = "{'model':{'preset':'mlp'},'partition':{'scheme':'dirichlet','alpha':0.3},'clients':{'count':"
                + CLIENTS
                + "},'training':{'rounds':" + updates / each + "},'aggregation':{" + aggregation
                + "},'evaluation':{'every':" + Math.max(1, CLIENTS / each) + "},'stopping':{'targetAccuracy':"
                + MARKS[MARKS.length - 1] + "},'simulation':{'slow':{'share':0.34,'factor':5}},'seed':" + seed + "}";
        return JsonMapper.shared().readValue(json.replace('\'', '"'), TaskSpec.class);
    }
}
