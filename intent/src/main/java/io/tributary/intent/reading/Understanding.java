package io.tributary.intent.reading;

import java.util.List;
import java.util.Set;

/**
 * What the rules read from a prompt.
 *
 * @param readings values of fields, each field once
 * @param goals what a plan is to save: traffic, cpu or time
 * @param doubts what has to be asked
 * @param acts what is asked for: train, search, other
 * @param searched fields whose best value is to be found
 * @param refines whether it speaks of an earlier spec: "same but", "double the rounds"
 */
public record Understanding(
        List<Reading> readings,
        List<Wish> goals,
        List<Doubt> doubts,
        Set<String> acts,
        List<String> searched,
        boolean refines) {
    public Understanding {
        readings = List.copyOf(readings);
        goals = List.copyOf(goals);
        doubts = List.copyOf(doubts);
        acts = Set.copyOf(acts);
        searched = List.copyOf(searched);
    }

    /**
     * A saving that is wanted.
     *
     * @param goal traffic, cpu or time
     * @param from index of the first word that says so
     * @param to index after the last
     */
    public record Wish(String goal, int from, int to) {}
}
