package io.tributary.orchestrator.selection;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The wanted number of clients from the front of a queue, which they join again at its back: arXiv 2408.13010. As every
 * round takes as many, the round's number says where the front is, and no queue needs to be kept.
 */
final class RoundRobinSelection implements ClientSelector {
    @Override
    public String id() {
        return "round-robin";
    }

    @Override
    public String description() {
        return "The clients take turns in a fixed order, so each trains equally often.";
    }

    @Override
    public boolean foreseeable() {
        return true;
    }

    @Override
    public List<Integer> select(Candidates candidates) {
        long front = (candidates.round() - 1L) * candidates.wanted();
        return LongStream.range(front, front + candidates.wanted())
                .mapToObj(turn -> (int) (turn % candidates.clients()))
                .sorted()
                .toList();
    }
}
