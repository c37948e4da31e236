package io.tributary.benchmarks.study;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Searches Fashion-MNIST, dirichlet 0.3, with a budget of rounds, by the hybrid and by TPE and random search that begin with the same
 * default; then tests the best of each, the form's default and the default of the paper on two new seeds and on the half of the held-out
 * examples that no search has seen. A study is deleted before the next begins, so none learns from another. Arguments: the server's
 * address, how many seeds, how many full trials the budget is worth, the model, the clients and the share of them in a round.
 */
public final class StudiesBenchmark {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ROUNDS = 10;
    private static final List<Arm> ARMS = List.of(
            new Arm("hybrid", "hybrid", "asha"),
            new Arm("TPE after the default", "tpe", "none"),
            new Arm("random after the default", "random", "none"));

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final StudyServer server;
    private final int trials;
    private final ObjectNode task;
    private final Map<String, double[]> sums = new LinkedHashMap<>();

    private record Arm(String title, String sampler, String pruner) {}

    private StudiesBenchmark(StudyServer server, int trials, ObjectNode task) {
        this.server = server;
        this.trials = trials;
        this.task = task;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ObjectNode task = JSON.createObjectNode();
        task.putObject("partition").put("scheme", "dirichlet").put("alpha", 0.3);
        task.putObject("model").put("preset", arguments[3]);
        task.putObject("clients")
                .put("count", Integer.parseInt(arguments[4]))
                .put("fraction", Double.parseDouble(arguments[5]));
        task.putObject("training").put("rounds", ROUNDS);
        new StudiesBenchmark(new StudyServer(arguments[0]), Integer.parseInt(arguments[2]), task)
                .run(Integer.parseInt(arguments[1]));
    }

    private void run(int seeds) throws IOException, InterruptedException {
        out.println("| seed | what | trials | rounds | CPU seconds | in the search | on new seeds | what it found |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (int seed = 1; seed <= seeds; seed++) {
            ObjectNode base = task.deepCopy().put("seed", seed);
            test(seed, "the form's default", base, "", "");
            ObjectNode paper = base.deepCopy();
            paper.withObject("/training")
                    .put("batchSize", 16)
                    .put("localEpochs", 5)
                    .put("learningRate", 1e-4)
                    .put("optimizer", "adam");
            test(seed, "the paper's default", paper, "", "");
            for (Arm arm : ARMS) {
                search(seed, arm, base);
            }
        }
        out.println();
        out.println("| what | mean on new seeds |");
        out.println("|---|---|");
        sums.forEach((what, sum) -> out.println(String.format(Locale.ROOT, "| %s | %.4f |", what, sum[0] / sum[1])));
    }

    private void search(int seed, Arm arm, ObjectNode base) throws IOException, InterruptedException {
        ObjectNode spec = JSON.createObjectNode()
                .put("sampler", arm.sampler())
                .put("pruner", arm.pruner())
                .put("seed", seed);
        spec.set("task", base);
        spec.putObject("budget").put("rounds", trials * ROUNDS);
        JsonNode study = server.run(spec);
        JsonNode best = study.get("best");
        JsonNode totals = study.get("totals");
        ObjectNode winner = (ObjectNode) best.get("spec");
        test(
                seed,
                arm.title(),
                winner,
                String.format(
                        Locale.ROOT,
                        "%d | %d | %.0f",
                        totals.get("trials").asInt(),
                        totals.get("rounds").asInt(),
                        totals.get("cpuSeconds").asDouble()),
                best.get("params").toString().replaceAll("[\"{}]|training\\.", ""));
    }

    private void test(int seed, String what, ObjectNode spec, String cost, String found)
            throws IOException, InterruptedException {
        spec.remove("name");
        spec.put("seed", seed);
        StudyServer.Tested tested = server.test(spec);
        out.println(String.format(
                Locale.ROOT,
                "| %d | %s | %s | %.4f | %.4f | %s |",
                seed,
                what,
                cost.isEmpty() ? " | | " : cost,
                tested.searched(),
                tested.checked(),
                found));
        double[] sum = sums.computeIfAbsent(what, unused -> new double[2]);
        sum[0] += tested.checked();
        sum[1]++;
    }
}
