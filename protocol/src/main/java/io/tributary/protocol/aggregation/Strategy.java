package io.tributary.protocol.aggregation;

import java.util.List;
import java.util.Optional;

/** How a federation learns from its clients' updates: one strategy, its server's and its clients' side. Stateless. */
public interface Strategy {

    /** What it is called, what it is for and where it comes from. */
    About about();

    /** The name used in task specs. */
    default String id() {
        return about().id();
    }

    /** What can be set, beside {@code aggregation.strategy} in the task spec. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** The server's side with its parameters. */
    default ServerRule server(Parameters parameters) {
        return FedAvg.AVERAGE;
    }

    /** The clients' side with its parameters. */
    default ClientRule client(Parameters parameters) {
        return ClientRule.NONE;
    }

    /**
     * How many vectors as long as the model each update carries beside the difference of weights, scaled to a root mean square of
     * 1 where they are not all zeros. A frame then holds {@link ClientRule#SLICE} numbers of the difference, as many of each other
     * vector, and so on in turn.
     */
    default int beside() {
        return 0;
    }

    /** How many numbers an update of a model with so many parameters has. */
    default long numbers(long parameters) {
        return Math.multiplyExact(parameters, 1 + beside());
    }

    /**
     * When the server aggregates, where it does not wait for the clients of a round: some are always training, each from the
     * newest model of when it began, and a round is what arrives between two aggregations. Empty where rounds are
     * synchronous.
     */
    default Optional<Flush> flush(Parameters parameters) {
        return Optional.empty();
    }

    /**
     * Whether the model moves by the plain mean of the updates and nothing else about them, so that clipping each bounds
     * what it can do.
     */
    default boolean plainMean() {
        return false;
    }

    /** Whether the clients' side is derived for plain steps of gradient descent, without momentum or adaptive rates. */
    default boolean plainSteps() {
        return false;
    }

    /**
     * Whether clients may send less than they have: {@code true} where a rule of its own, or error feedback, makes up
     * for what packing loses; {@code false} where the strategy's memory at the clients takes the place of error
     * feedback and bears only rounding.
     */
    default boolean bearsSparsity() {
        return true;
    }

    /**
     * What is wrong with parameters for so many clients a round, as a sentence that names the bound and what to do.
     *
     * @param clients that train in a round, or at a time where the strategy is asynchronous
     * @return the parameter to blame and the sentence; empty where all is well
     */
    default Optional<Refusal> refuse(Parameters parameters, int clients) {
        return Optional.empty();
    }

    /**
     * A strategy in words.
     *
     * @param id used in task specs
     * @param title for people
     * @param description one line for people: what it does and when to use it
     * @param source the paper it comes from
     */
    record About(String id, String title, String description, String source) {}

    /** @param parameter its name */
    record Refusal(String parameter, String reason) {}
}
