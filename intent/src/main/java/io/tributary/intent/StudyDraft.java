package io.tributary.intent;

import io.tributary.intent.reading.Understanding;
import io.tributary.intent.reading.Understanding.Search;
import io.tributary.protocol.model.ModelPreset;
import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A study spec out of what is to be searched. */
final class StudyDraft {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long TRIALS = 16;
    private static final List<String> USUAL =
            List.of("training.learningRate", "training.batchSize", "training.localEpochs", "training.optimizer");

    private StudyDraft() {}

    /**
     * A study over the fields that were named, or over the usual ones.
     * New networks are tried where an architecture is wanted.
     */
    static ObjectNode of(Understanding understanding, TaskSpec task, Registries known) {
        ObjectNode study = JSON.createObjectNode();
        study.putNull("name");
        ObjectNode base = JSON.valueToTree(task);
        base.remove("name");
        study.set("task", base);
        ArrayNode space = study.putArray("space");
        boolean network = understanding.acts().contains("architecture");
        for (Search search : understanding.searches()) {
            if (search.field().equals("*")) {
                USUAL.forEach(field -> space.add(dimension(Search.of(field, 0, 0), known)));
            } else if (!search.field().equals("clients.count")
                    && !(network && search.field().equals("model.preset"))) {
                space.add(dimension(search, known));
            }
        }
        if (network) {
            ObjectNode architecture = study.putObject("architecture");
            number(understanding, "study.maxParameters").ifPresent(most -> architecture.put("maxParameters", most));
        } else {
            study.putNull("architecture");
        }
        study.put("sampler", "auto");
        study.put("pruner", "asha");
        study.putObject("budget")
                .put("trials", number(understanding, "study.trials").orElse(TRIALS));
        study.putArray("objectives").addObject().put("metric", "accuracy").put("direction", "maximize");
        study.put("parallel", 1);
        study.put("seed", task.seed());
        return study;
    }

    private static ObjectNode dimension(Search search, Registries known) {
        ObjectNode dimension = JSON.createObjectNode();
        dimension.put("field", search.field());
        boolean bounded = !Double.isNaN(search.low());
        switch (search.field()) {
            case "training.learningRate" ->
                real(dimension, bounded ? search.low() : 1e-4, bounded ? search.high() : 1, true);
            case "training.weightDecay" ->
                real(dimension, bounded ? search.low() : 1e-6, bounded ? search.high() : 0.01, true);
            case "training.momentum" ->
                real(dimension, bounded ? search.low() : 0, bounded ? search.high() : 0.99, false);
            case "clients.fraction" ->
                real(dimension, bounded ? search.low() : 0.1, bounded ? search.high() : 1, false);
            case "partition.alpha" -> real(dimension, bounded ? search.low() : 0.1, bounded ? search.high() : 10, true);
            case "training.batchSize" ->
                whole(dimension, bounded ? search.low() : 8, bounded ? search.high() : 128, true);
            case "training.localEpochs" ->
                whole(dimension, bounded ? search.low() : 1, bounded ? search.high() : 8, false);
            case "training.optimizer" -> choices(dimension, search, known.optimizers());
            case "clients.selection" -> choices(dimension, search, known.selections());
            case "aggregation.strategy" -> choices(dimension, search, known.strategies());
            case "model.preset" ->
                choices(
                        dimension,
                        search,
                        Arrays.stream(ModelPreset.values()).map(ModelPreset::id).toList());
            default -> whole(dimension, bounded ? search.low() : 1, bounded ? search.high() : 16, false);
        }
        return dimension;
    }

    private static Optional<Long> number(Understanding understanding, String field) {
        return understanding.readings().stream()
                .filter(reading -> reading.field().equals(field) && reading.value() instanceof Long)
                .map(reading -> (Long) reading.value())
                .findFirst();
    }

    private static void real(ObjectNode dimension, double low, double high, boolean log) {
        dimension.put("type", "float").put("low", low).put("high", high).put("log", log);
    }

    private static void whole(ObjectNode dimension, double low, double high, boolean log) {
        dimension
                .put("type", "int")
                .put("low", (long) low)
                .put("high", (long) high)
                .put("log", log);
    }

    /** Those that were said, else all. */
    private static void choices(ObjectNode dimension, Search search, List<String> names) {
        ArrayNode choices = dimension.put("type", "choice").putArray("choices");
        (search.choices().isEmpty() ? names : search.choices()).forEach(choices::add);
    }
}
