package io.tributary.testkit;

import io.tributary.protocol.aggregation.ClientRule;
import io.tributary.protocol.aggregation.ClientTile;
import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Participants;
import io.tributary.protocol.aggregation.Products;
import io.tributary.protocol.aggregation.ServerRule;
import io.tributary.protocol.aggregation.Strategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A federation of quadratic functions in one array: client k's loss is h_k/2 |w - m_k|^2, its gradient h_k (w - m_k),
 * and everything that a strategy does happens, without files, networks or torch. What a strategy comes to can be
 * compared with closed forms.
 */
public final class StrategyBench {
    /** How the steps of the clients go. */
    public record Steps(double learningRate, int count) {}

    private final Strategy strategy;
    private final Parameters parameters;
    private final Steps steps;
    private final List<float[]> minima;
    private final float[] curvature;
    private final float[] weights;
    private final List<float[]> serverMemory = new ArrayList<>();
    private final Map<Integer, float[][]> clientMemory = new HashMap<>();
    private final Map<Integer, List<Integer>> took = new HashMap<>();
    private boolean remembers;
    private int round;

    /** @param minima m_k of each client; all clients have curvature 1 */
    public StrategyBench(Strategy strategy, Map<String, Number> given, Steps steps, List<float[]> minima) {
        this(strategy, given, steps, minima, ones(minima.size()));
    }

    /** @param curvature h_k of each client */
    public StrategyBench(
            Strategy strategy, Map<String, Number> given, Steps steps, List<float[]> minima, float[] curvature) {
        this.strategy = strategy;
        this.parameters = Parameters.of(given);
        this.steps = steps;
        this.minima = List.copyOf(minima);
        this.curvature = curvature.clone();
        this.weights = new float[minima.get(0).length];
        strategy.server(parameters).memory().forEach(memory -> {
            float[] vector = new float[weights.length];
            Arrays.fill(vector, memory.first());
            serverMemory.add(vector);
        });
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The model of now. */
    public float[] weights() {
        return weights.clone();
    }

    /** Runs a round in which every client takes part. */
    public StrategyBench round() {
        return round(IntStream.range(0, minima.size()).boxed().toList());
    }

    /** Runs a number of rounds in which every client takes part. */
    public StrategyBench rounds(int count) {
        for (int i = 0; i < count; i++) {
            round();
        }
        return this;
    }

    /** Runs a round of some clients. */
    public StrategyBench round(List<Integer> clients) {
        round++;
        List<float[]> sent = new ArrayList<>();
        for (int client : clients) {
            sent.add(train(client));
        }
        aggregate(clients, sent, Map.of());
        return this;
    }

    /** Ends a round with updates that are made up, each with what the strategy sends beside it. */
    public StrategyBench round(Map<Integer, float[]> updates) {
        return round(updates, Map.of());
    }

    /** The same with clients that missed aggregations since they began. */
    public StrategyBench round(Map<Integer, float[]> updates, Map<Integer, Integer> staleness) {
        round++;
        List<Integer> clients = updates.keySet().stream().sorted().toList();
        aggregate(clients, clients.stream().map(updates::get).toList(), staleness);
        return this;
    }

    private float[] train(int client) {
        ClientRule rule = strategy.client(parameters);
        ServerRule server = strategy.server(parameters);
        ClientTile tile = new ClientTile(
                new ClientRule.Training(round, steps.learningRate(), steps.count()),
                weights.length,
                server.shared().size(),
                rule.memory(),
                strategy.beside());
        tile.resize(weights.length);
        System.arraycopy(weights, 0, tile.start(), 0, weights.length);
        for (int i = 0; remembers && i < server.shared().size(); i++) {
            copy(serverMemory.get(index(server, server.shared().get(i))), tile.shared()[i]);
        }
        float[][] kept = clientMemory.computeIfAbsent(client, unused -> new float[rule.memory()][weights.length]);
        for (int i = 0; i < kept.length; i++) {
            copy(kept[i], tile.memory()[i]);
        }
        float[] own = weights.clone();
        float[] gradient = new float[own.length];
        for (int step = 0; step < steps.count(); step++) {
            for (int i = 0; i < own.length; i++) {
                gradient[i] = curvature[client] * (own[i] - minima.get(client)[i]);
            }
            rule.correct(tile, gradient, own);
            for (int i = 0; i < own.length; i++) {
                own[i] -= (float) steps.learningRate() * gradient[i];
            }
        }
        float[] difference = new float[own.length];
        for (int i = 0; i < own.length; i++) {
            difference[i] = own[i] - weights[i];
        }
        rule.send(tile, difference);
        rule.keep(tile, difference);
        float[] sent = Arrays.copyOf(difference, (1 + strategy.beside()) * own.length);
        for (int i = 0; i < strategy.beside(); i++) {
            float[] beside = tile.beside()[i];
            double squares = 0;
            for (int j = 0; j < own.length; j++) {
                squares += (double) beside[j] * beside[j];
            }
            for (int j = 0; squares > 0 && j < own.length; j++) {
                sent[(1 + i) * own.length + j] = (float) (beside[j] * Math.sqrt(own.length / squares));
            }
        }
        for (int i = 0; i < kept.length; i++) {
            copy(tile.memory()[i], kept[i]);
        }
        return sent;
    }

    private void aggregate(List<Integer> clients, List<float[]> updates, Map<Integer, Integer> staleness) {
        ServerRule server = strategy.server(parameters);
        Products products = new Products(updates.size());
        products.add(updates.toArray(float[][]::new), weights.length);
        List<Participants.Update> facts = clients.stream()
                .map(client -> new Participants.Update(
                        client,
                        1f / clients.size(),
                        steps.count(),
                        took.getOrDefault(client, List.of()),
                        staleness.getOrDefault(client, 0)))
                .toList();
        Participants participants = new Participants(round, minima.size(), steps.learningRate(), 0, facts, products);
        try {
            server.begin(participants)
                    .fold(weights, serverMemory.toArray(float[][]::new), weights.length, new Updates(updates));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        remembers = true;
        clients.forEach(client ->
                took.computeIfAbsent(client, unused -> new ArrayList<>()).add(round));
    }

    private static int index(ServerRule server, String name) {
        return server.memory().stream().map(ServerRule.Memory::name).toList().indexOf(name);
    }

    private static void copy(float[] from, float[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    private record Updates(List<float[]> all) implements ServerRule.UpdateTiles {
        @Override
        public int count() {
            return all.size();
        }

        @Override
        public float[] read(int index) {
            return all.get(index);
        }
    }
}
