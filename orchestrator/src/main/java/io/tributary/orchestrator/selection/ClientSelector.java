package io.tributary.orchestrator.selection;

import java.util.List;

/** A rule that says who trains in a round. */
public interface ClientSelector {

    /** The name used in task specs. */
    String id();

    /** One line for people: what it does and when to use it. */
    String description();

    /** @return the clients' indices, distinct, ascending */
    List<Integer> select(Candidates candidates);

    /**
     * What a rule may look at.
     *
     * @param seed of the task
     * @param round from 1
     * @param clients how many there are, numbered from 0
     * @param wanted how many to select, 1 to {@code clients}
     */
    record Candidates(long seed, int round, int clients, int wanted) {}
}
