package io.tributary.orchestrator.selection;

import java.util.List;

/** The registry of selection rules. */
public final class Selections {
    private static final List<ClientSelector> ALL = List.of(
            new FullSelection(),
            new RandomSelection(),
            new RoundRobinSelection(),
            new LatencyProportionalSelection(),
            new PowerOfChoiceSelection(),
            new OortSelection());

    private Selections() {}

    public static List<ClientSelector> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException where there is none of that id, naming the known ones */
    public static ClientSelector of(String id) {
        return ALL.stream()
                .filter(selector -> selector.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no selection '" + id + "'. Known: "
                        + String.join(", ", ALL.stream().map(ClientSelector::id).toList()) + "."));
    }
}
