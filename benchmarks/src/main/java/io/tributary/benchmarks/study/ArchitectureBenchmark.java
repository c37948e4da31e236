package io.tributary.benchmarks.study;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Searches networks with at most LeNet-5's parameters, bytes and twice its multiply-adds for Fashion-MNIST, and tests the best beside LeNet-5 on two
 * new seeds and on the half of the held-out examples that no search has seen. Nothing but the network is searched. Arguments: the server's address, how many seeds, how many full trials the budget is
 * worth, the clients and the share of them in a round.
 */
public final class ArchitectureBenchmark {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ROUNDS = 10;
    private static final int PARAMETERS = 61_706;
    private static final int MULTIPLY_ADDS = 2 * 416_520;

    private ArchitectureBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        StudyServer server = new StudyServer(arguments[0]);
        out.println(
                "| seed | trials | rounds | CPU seconds | lenet5 | best network | points | its parameters | layers |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        for (int seed = 1; seed <= Integer.parseInt(arguments[1]); seed++) {
            ObjectNode task = JSON.createObjectNode().put("seed", seed);
            task.putObject("partition").put("scheme", "dirichlet").put("alpha", 0.3);
            task.putObject("clients")
                    .put("count", Integer.parseInt(arguments[3]))
                    .put("fraction", Double.parseDouble(arguments[4]));
            task.putObject("training").put("rounds", ROUNDS);
            double lenet = server.test(task).checked();
            ObjectNode search = JSON.createObjectNode().put("seed", seed);
            search.set("task", task);
            search.putObject("architecture")
                    .put("maxParameters", PARAMETERS)
                    .put("maxBytes", 4 * PARAMETERS)
                    .put("maxFlops", MULTIPLY_ADDS);
            search.putObject("budget").put("rounds", Integer.parseInt(arguments[2]) * ROUNDS);
            JsonNode study = server.run(search);
            ObjectNode winner = (ObjectNode) study.get("best").get("spec");
            winner.remove("name");
            winner.put("seed", seed);
            double best = server.test(winner).checked();
            JsonNode totals = study.get("totals");
            out.println(String.format(
                    Locale.ROOT,
                    "| %d | %d | %d | %.0f | %.4f | %.4f | %+.2f | %,d | %s |",
                    seed,
                    totals.get("trials").asInt(),
                    totals.get("rounds").asInt(),
                    totals.get("cpuSeconds").asDouble(),
                    lenet,
                    best,
                    100 * (best - lenet),
                    server.parameters(winner),
                    winner.get("model").toString().replaceAll("[\"{}]", "")));
        }
    }
}
