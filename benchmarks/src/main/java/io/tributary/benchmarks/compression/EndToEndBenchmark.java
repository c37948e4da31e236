package io.tributary.benchmarks.compression;

import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.LocalFederation;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.training.LocalTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole tasks on Fashion-MNIST with each way to pack, or any other change of the spec, several seeds each: accuracy after the last round, bytes of all frames
 * and CPU seconds, beside the same without packing.
 *
 * <pre>
 * java $FLAGS -cp "$CP" io.tributary.benchmarks.compression.EndToEndBenchmark model partition rounds 1-3 [variants...]
 * </pre>
 *
 * where partition is {@code iid} or the alpha of {@code dirichlet}, and a variant is one of the names below or a JSON object to
 * lay over the default spec. All are compared with the first.
 */
public final class EndToEndBenchmark {
    private static final DataShape SHAPE = new DataShape(1, 28, 28, 10);
    private static final Map<String, String> CODECS = new LinkedHashMap<>();

    static {
        CODECS.put("none", "{}");
        CODECS.put("float16", "{'uplink':{'scheme':'float16'},'downlink':{'scheme':'float16'}}");
        CODECS.put("quantize-8", quantize(8, 8));
        CODECS.put("quantize-4", quantize(4, 4));
        CODECS.put("quantize-2", quantize(2, 2));
        CODECS.put("quantize-1", quantize(1, 2));
        CODECS.put("quantize-8-zstd", zstd(8));
        CODECS.put("quantize-4-zstd", zstd(4));
        CODECS.put("quantize-2-zstd", zstd(2));
        CODECS.put("top-k-1%", "{'uplink':{'scheme':'top-k','keep':0.01},'downlink':{'scheme':'quantize','bits':8}}");
        CODECS.put(
                "top-k-1%-q4", "{'uplink':{'scheme':'top-k','keep':0.01},'downlink':{'scheme':'quantize','bits':4}}");
        CODECS.put(
                "top-k-5%-both", "{'uplink':{'scheme':'top-k','keep':0.05},'downlink':{'scheme':'top-k','keep':0.05}}");
    }

    private EndToEndBenchmark() {}

    private static String quantize(int up, int down) {
        return "{'uplink':{'scheme':'quantize','bits':" + up + "},'downlink':{'scheme':'quantize','bits':" + down
                + "}}";
    }

    private static String zstd(int bits) {
        String codec = "{'scheme':'quantize','bits':" + bits + ",'entropy':'zstd'}";
        return "{'uplink':" + codec + ",'downlink':" + codec + "}";
    }

    /** The end of one task. */
    private record Outcome(double accuracy, long bytesUp, long bytesDown, double cpuSeconds) {}

    public static void main(String[] arguments) throws IOException {
        String model = arguments.length > 0 ? arguments[0] : "lenet5";
        String partition = arguments.length > 1 ? arguments[1] : "iid";
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        String[] seeds = (arguments.length > 3 ? arguments[3] : "1-3").split("-", 2);
        List<String> variants =
                arguments.length > 4 ? List.of(arguments).subList(4, arguments.length) : List.copyOf(CODECS.keySet());
        DatasetCatalog datasets = DatasetCatalog.standard(null);
        System.out.println("| " + model + ", " + partition + ", " + rounds
                + " rounds | accuracy, each seed | mean | to none, pp | up, MB | up % | down % | CPU-s |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        List<Outcome> plain = List.of();
        for (String variant : variants) {
            List<Outcome> outcomes = new ArrayList<>();
            String patch = variant.startsWith("{") ? variant : "{'compression':" + CODECS.get(variant) + "}";
            for (int seed = Integer.parseInt(seeds[0]); seed <= Integer.parseInt(seeds[1]); seed++) {
                outcomes.add(run(datasets, model, partition, rounds, seed, patch));
            }
            if (plain.isEmpty()) {
                plain = outcomes;
            }
            print(variant, outcomes, plain);
        }
    }

    private static Outcome run(
            DatasetCatalog datasets, String model, String partition, int rounds, int seed, String patch)
            throws IOException {
        String scheme =
                partition.equals("iid") ? "{'scheme':'iid'}" : "{'scheme':'dirichlet','alpha':" + partition + "}";
        TaskSpec spec = patched(
                "{'model':{'preset':'" + model + "'},'partition':" + scheme + ",'training':{'rounds':" + rounds
                        + "},'seed':" + seed + "}",
                patch);
        try (LocalFederation federation = new LocalFederation(Files.createTempDirectory("compression"), Ticker.system())
                .withWorker("w", 2, datasets, new LocalTraining())) {
            String task = federation.submit(spec, SHAPE);
            for (int round = 1; round <= spec.training().rounds(); round++) {
                federation.journal().awaitRound(task, round);
            }
            federation.journal().awaitState(task, TaskState.COMPLETED);
            List<RoundReport> reports = federation.journal().rounds(task).stream()
                    .map(RoundCommit::report)
                    .toList();
            return new Outcome(
                    Objects.requireNonNull(reports.get(reports.size() - 1).accuracy()),
                    reports.stream().mapToLong(RoundReport::bytesUp).sum(),
                    reports.stream().mapToLong(RoundReport::bytesDown).sum(),
                    reports.stream().mapToDouble(RoundReport::cpuSeconds).sum());
        }
    }

    /** The spec that an object stands for once another is laid over it, inner objects over inner objects. */
    private static TaskSpec patched(String base, String patch) {
        JsonNode tree = JsonMapper.shared().readTree(base.replace('\'', '"'));
        JsonMapper.shared().readerForUpdating(tree).readValue(patch.replace('\'', '"'));
        return JsonMapper.shared().treeToValue(tree, TaskSpec.class);
    }

    private static void print(String variant, List<Outcome> outcomes, List<Outcome> plain) {
        String each = String.join(
                " ",
                outcomes.stream()
                        .map(outcome -> String.format(Locale.ROOT, "%.4f", outcome.accuracy()))
                        .toList());
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.4f | %+.2f | %.2f | %.2f | %.2f | %.1f |%n",
                variant,
                each,
                mean(outcomes, Outcome::accuracy),
                100 * (mean(outcomes, Outcome::accuracy) - mean(plain, Outcome::accuracy)),
                mean(outcomes, Outcome::bytesUp) / 1e6,
                100 * mean(outcomes, Outcome::bytesUp) / mean(plain, Outcome::bytesUp),
                100 * mean(outcomes, Outcome::bytesDown) / mean(plain, Outcome::bytesDown),
                mean(outcomes, Outcome::cpuSeconds));
    }

    private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
        return outcomes.stream().mapToDouble(figure).average().orElseThrow();
    }
}
