package io.tributary.backend.page;

import java.util.List;
import java.util.Optional;

/** Starting points for a new task: partial specs, in the order in which they are offered. */
final class Presets {
    private static final List<Preset> ALL = List.of(
            new Preset("default", "Default", "10 clients with alike data train LeNet-5 for 10 rounds.", "{}"),
            new Preset("quick", "Quick look", "Logistic regression, 3 rounds: done in seconds.", """
                    {"model": {"preset": "logistic"}, "training": {"rounds": 3}}"""),
            new Preset("many", "Many clients, few a round", "100 clients, 10 of them drawn each round.", """
                    {"clients": {"count": 100, "fraction": 0.1},
                     "training": {"rounds": 30, "localEpochs": 2}}"""),
            new Preset("dirichlet", "Non-IID (Dirichlet 0.3)", "Labels unevenly mixed, as at real sites.", """
                    {"partition": {"scheme": "dirichlet", "alpha": 0.3}, "training": {"rounds": 20}}"""),
            new Preset(
                    "shards",
                    "Two labels each",
                    "McMahan's hardest split: 100 clients, two labels each, 10 a round.",
                    """
                    {"partition": {"scheme": "shards", "classesPerClient": 2},
                     "clients": {"count": 100, "fraction": 0.1},
                     "training": {"rounds": 50, "localEpochs": 5, "batchSize": 10, "learningRate": 0.02}}"""),
            new Preset(
                    "central",
                    "Central baseline",
                    "One client holds everything: what federation is held against.",
                    """
                    {"clients": {"count": 1}}"""));

    private Presets() {}

    static List<Preset> all() {
        return ALL;
    }

    static Optional<Preset> find(String id) {
        return ALL.stream().filter(preset -> preset.id().equals(id)).findFirst();
    }

    /**
     * One of them.
     *
     * @param help one line: what it does and when to use it
     * @param spec the fields that differ from the defaults, as JSON
     */
    record Preset(String id, String title, String help, String spec) {}
}
