package io.tributary.nashpo.portfolio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tasks to try first, each saying only the fields that it is about. */
public final class Portfolio {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Half of a small budget must be left for the search. */
    private static final int SIZE = 4;
    /** Beyond this, an earlier study is about something else: a factor of 8 in one feature, or of 2 to 4 in several. */
    private static final double NEAR = 4;

    /**
     * Complementing each other: the two families of optimisers, steady and fast, much and little local work. Rates are those that
     * papers on small networks settle on; with more work between rounds come smaller steps.
     */
    private static final List<Entry> FIXED = List.of(
            entry("Momentum and a falling rate", "sgd", 0.05, 0.9, 32, 2, "cosine"),
            entry("Adam at its usual rate", "adam", 0.001, 0, 32, 2, "cosine"),
            entry("Small batches, much local work", "sgd", 0.02, 0.9, 16, 4, "linear"),
            entry("Plain steps, long ones", "sgd", 0.2, 0, 32, 2, "cosine"));

    /**
     * A task of the portfolio.
     *
     * @param rationale why, for people
     * @param task some of the fields of a task spec
     */
    public record Entry(String rationale, JsonNode task) {}

    private Portfolio() {}

    /** The best of the nearest earlier studies, one of each at a time, the nearest first; then the fixed ones; four in all. */
    public static List<Entry> of(Features features, List<Precedent> earlier) {
        List<Precedent> near = earlier.stream()
                .filter(each -> each.features().distance(features) <= NEAR)
                .sorted(Comparator.comparingDouble(each -> each.features().distance(features)))
                .toList();
        List<Entry> entries = new ArrayList<>();
        int deepest = near.stream().mapToInt(each -> each.best().size()).max().orElse(0);
        for (int place = 0; place < deepest; place++) {
            for (Precedent precedent : near) {
                if (place < precedent.best().size()) {
                    entries.add(new Entry(
                            "Number " + (place + 1) + " of the study " + precedent.name() + ", whose task was alike",
                            JSON.valueToTree(precedent.best().get(place))));
                }
            }
        }
        // At least the two most different fixed ones stay: what was best elsewhere may be a local habit.
        List<Entry> chosen = new ArrayList<>(entries.subList(0, Math.min(entries.size(), SIZE / 2)));
        chosen.addAll(FIXED.subList(0, SIZE - chosen.size()));
        return chosen;
    }

    private static Entry entry(
            String title, String optimizer, double rate, double momentum, int batch, int epochs, String schedule) {
        ObjectNode training = JSON.createObjectNode()
                .put("optimizer", optimizer)
                .put("learningRate", rate)
                .put("momentum", momentum)
                .put("batchSize", batch)
                .put("localEpochs", epochs)
                .put("schedule", schedule);
        ObjectNode task = JSON.createObjectNode();
        task.set("training", training);
        return new Entry(title, task);
    }
}
