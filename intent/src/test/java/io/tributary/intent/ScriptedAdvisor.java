package io.tributary.intent;

import io.tributary.intent.language.Advice;
import io.tributary.intent.language.Advice.Request;
import io.tributary.intent.language.Advisor;
import io.tributary.protocol.task.Registries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands in for a larger language model where what such a model changes is measured: it knows the right reading of each prompt, and
 * gives away as much of it as it is told to. Its mistakes depend on the prompt alone.
 */
final class ScriptedAdvisor implements Advisor {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What it answers. */
    enum Kind {
        /** Each value with nine chances in ten, and what the prompt asks for with nineteen in twenty. */
        GOOD,
        /** That something is to be trained, and no more. */
        USELESS,
        /** A thousand rounds, ten clients and a learning rate of 1 for everything. */
        HOSTILE
    }

    private final Kind kind;
    private final Map<String, Set<String>> right = new HashMap<>();

    ScriptedAdvisor(Kind kind, List<Example> examples) {
        this.kind = kind;
        examples.forEach(example -> right.put(example.prompt(), example.tokens()));
    }

    @Override
    public String name() {
        return "scripted:" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Advice advise(String prompt, JsonNode before, Registries known) {
        return switch (kind) {
            case USELESS -> new Advice(Request.TRAIN, List.of(), List.of(), List.of());
            case HOSTILE ->
                new Advice(
                        Request.TRAIN,
                        List.of(
                                value("training.rounds", "1000", prompt),
                                value("clients.count", "10", prompt),
                                value("training.learningRate", "1", prompt)),
                        List.of("cpu"),
                        List.of());
            case GOOD -> good(prompt);
        };
    }

    private Advice good(String prompt) {
        Set<String> tokens = right.getOrDefault(prompt, Set.of());
        Random chance = new Random(prompt.hashCode());
        boolean out = tokens.contains("out") == (chance.nextInt(20) > 0);
        if (out) {
            return new Advice(Request.NONE, List.of(), List.of(), List.of());
        }
        List<Advice.Value> values = new ArrayList<>();
        List<String> save = new ArrayList<>();
        List<String> search = new ArrayList<>();
        for (String token : tokens) {
            int equals = token.indexOf('=');
            if (chance.nextInt(10) == 0) {
                continue;
            }
            if (token.startsWith("save=")) {
                save.add(token.substring(equals + 1));
            } else if (token.startsWith("search:")) {
                search.add(token.substring(7));
            } else if (equals > 0) {
                values.add(value(token.substring(0, equals), token.substring(equals + 1), prompt));
            }
        }
        return new Advice(search.isEmpty() ? Request.TRAIN : Request.SEARCH, values, save, search);
    }

    private static Advice.Value value(String field, String value, String words) {
        try {
            return new Advice.Value(field, JSON.readTree(value), words);
        } catch (RuntimeException e) {
            return new Advice.Value(field, JSON.getNodeFactory().stringNode(value.replace('_', ' ')), words);
        }
    }
}
