package io.tributary.protocol.aggregation;

import java.util.List;

/**
 * The clients whose updates count in a round, in client order, and what a rule may know of them.
 *
 * @param round from 1
 * @param everyone all clients of the federation, whether they took part or not
 * @param learningRate of the clients' steps in this round
 * @param momentum of the clients' steps
 * @param updates one for each participant, at least one
 * @param products inner products of the updates; all 0 unless {@link ServerRule#needsProducts}
 */
public record Participants(
        int round, Everyone everyone, double learningRate, double momentum, List<Update> updates, Products products) {
    public Participants {
        updates = List.copyOf(updates);
    }

    /** Of so many clients, of whom no more is known than what the participants show. */
    public Participants(
            int round, int clients, double learningRate, double momentum, List<Update> updates, Products products) {
        this(round, Everyone.like(updates, clients), learningRate, momentum, updates, products);
    }

    /**
     * All clients.
     *
     * @param count how many there are
     * @param steps their mean number of steps in a round, by their weights
     * @param present the part of their weights that the participants have, in (0, 1]
     */
    public record Everyone(int count, double steps, double present) {
        static Everyone like(List<Update> updates, int clients) {
            return new Everyone(clients, meanSteps(updates), (double) updates.size() / clients);
        }
    }

    /**
     * One participant.
     *
     * @param client its index
     * @param share of the average: positive, all shares sum to 1
     * @param steps of its optimizer in the round, at least 1
     * @param earlier the rounds before this one in which its update counted, ascending
     * @param staleness aggregations that its client missed since it began; 0 where it began with the newest model
     */
    public record Update(int client, float share, int steps, List<Integer> earlier, int staleness) {
        public Update {
            earlier = List.copyOf(earlier);
        }

        /** Of a client that began with the newest model. */
        public Update(int client, float share, int steps, List<Integer> earlier) {
            this(client, share, steps, earlier, 0);
        }
    }

    /** The same with the inner products of the updates. */
    public Participants with(Products measured) {
        return new Participants(round, everyone, learningRate, momentum, updates, measured);
    }

    /** How many there are. */
    public int count() {
        return updates.size();
    }

    /** The inner product of two updates. */
    double product(int one, int other) {
        return products.of(one, other);
    }

    /** The squared euclidean distance of two updates, at least 0. */
    double squaredDistance(int one, int other) {
        return Math.max(0, product(one, one) + product(other, other) - 2 * product(one, other));
    }

    /** The part of all clients that took part. */
    double participation() {
        return (double) count() / everyone.count();
    }

    /** All clients, whether they took part or not. */
    int clients() {
        return everyone.count();
    }

    /** What turns an update into a mean gradient, but for the sign: 1 / (learning rate x the client's steps). */
    double perStep(int index) {
        return 1 / (learningRate * updates.get(index).steps());
    }

    /** The participants' mean number of steps, by their shares. */
    double meanSteps() {
        return meanSteps(updates);
    }

    private static double meanSteps(List<Update> updates) {
        return updates.stream().mapToDouble(each -> each.share() * each.steps()).sum();
    }

    /** What an update counts for by its staleness t: (1 + t)^-exponent. */
    double freshness(int index, double exponent) {
        return StrictMath.pow(1 + updates.get(index).staleness(), -exponent);
    }

    /** The shares as they are weighed by default. */
    float[] shares() {
        float[] shares = new float[count()];
        for (int k = 0; k < shares.length; k++) {
            shares[k] = updates.get(k).share();
        }
        return shares;
    }
}
