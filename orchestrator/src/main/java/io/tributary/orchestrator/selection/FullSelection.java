package io.tributary.orchestrator.selection;

import java.util.List;
import java.util.stream.IntStream;

/** Every client, every round. */
final class FullSelection implements ClientSelector {
    @Override
    public String id() {
        return "full";
    }

    @Override
    public String description() {
        return "Every client trains in every round.";
    }

    @Override
    public boolean foreseeable() {
        return true;
    }

    @Override
    public List<Integer> select(Candidates candidates) {
        return IntStream.range(0, candidates.clients()).boxed().toList();
    }
}
