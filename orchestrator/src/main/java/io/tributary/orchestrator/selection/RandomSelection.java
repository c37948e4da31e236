package io.tributary.orchestrator.selection;

import io.tributary.protocol.seed.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The wanted number of distinct clients, each set equally likely, anew in each round. McMahan et al. 2017, algorithm 1. */
final class RandomSelection implements ClientSelector {
    @Override
    public String id() {
        return "random";
    }

    @Override
    public String description() {
        return "A fresh random share of the clients trains in each round.";
    }

    @Override
    public boolean foreseeable() {
        return true;
    }

    @Override
    public List<Integer> select(Candidates candidates) {
        int[] clients = IntStream.range(0, candidates.clients()).toArray();
        Seeds.shuffle(clients, candidates.random());
        return Arrays.stream(clients, 0, candidates.wanted()).sorted().boxed().toList();
    }
}
