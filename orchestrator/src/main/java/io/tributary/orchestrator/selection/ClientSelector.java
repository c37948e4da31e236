package io.tributary.orchestrator.selection;

import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** A rule that says who trains in a round. Keeps nothing between rounds: it decides by what it is shown. */
public interface ClientSelector {

    /** The name used in task specs. */
    String id();

    /** One line for people: what it does and when to use it. */
    String description();

    /** Whether its choice follows from seed and round alone, so that it can be foretold. */
    default boolean foreseeable() {
        return false;
    }

    /** @return the clients' indices, distinct, ascending */
    List<Integer> select(Candidates candidates);

    /**
     * What a rule may look at.
     *
     * @param seed of the task
     * @param round from 1
     * @param wanted how many to select, 1 to {@link #clients()}
     * @param past of each client, by index
     */
    record Candidates(long seed, int round, int wanted, List<ClientPast> past) {
        public Candidates {
            past = List.copyOf(past);
        }

        /** How many there are, numbered from 0. */
        public int clients() {
            return past.size();
        }

        /** The round's own randomness, from its start. */
        UniformRandomProvider random() {
            return Seeds.generator(seed, Purpose.SELECTION, round, 0);
        }

        /** The clients whose past is such, ascending. */
        List<Integer> where(Predicate<ClientPast> such) {
            return IntStream.range(0, clients())
                    .filter(client -> such.test(past.get(client)))
                    .boxed()
                    .toList();
        }
    }
}
