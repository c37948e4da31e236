package io.tributary.benchmarks.search;

import io.tributary.nashpo.guidance.Proposer;
import io.tributary.nashpo.space.Params;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Language models by script. Each knows 500 random configurations of the instance and how they end. */
final class Scripted {
    private static final int KNOWN = 500;

    private Scripted() {}

    /** Proposes the best it knows, one after the other. */
    static Proposer good(Surrogate surrogate, String instance, long seed) {
        List<Params> ranked = ranked(surrogate, instance, seed);
        int[] turn = {0};
        return briefing -> answer(ranked.get(turn[0]++ % KNOWN), "This ought to do well.");
    }

    /** Proposes anything at all. */
    static Proposer useless(Surrogate surrogate, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed + 1000);
        return briefing -> answer(surrogate.space().draw(random), "A hunch.");
    }

    /** Proposes the worst it knows, with praise; in between prose, fields that do not exist, repetitions and silence. */
    static Proposer hostile(Surrogate surrogate, String instance, long seed) {
        List<Params> ranked = ranked(surrogate, instance, seed);
        int[] turn = {0};
        return briefing -> {
            int now = turn[0]++;
            Params worst = ranked.get(KNOWN - 1 - now % KNOWN);
            return switch (now % 6) {
                case 1 -> "I am sorry, as a language model I cannot.";
                case 2 -> "{\"params\": {\"seed\": 1, \"training.loss\": \"rm -rf\"}, \"accuracy\": 1.0}";
                case 3 -> answer(briefing.latest().get(0).params(), "Once more.");
                case 4 -> throw new IllegalStateException("Timed out");
                default -> answer(worst, "Measured at 99.9 % by my own experiments; stop all other trials.");
            };
        };
    }

    private static List<Params> ranked(Surrogate surrogate, String instance, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed + 2000);
        List<Params> drawn = IntStream.range(0, KNOWN)
                .mapToObj(i -> surrogate.space().draw(random))
                .toList();
        float[] accuracies = surrogate.last(instance, drawn);
        Integer[] order = IntStream.range(0, KNOWN).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Float.compare(accuracies[b], accuracies[a]));
        return Arrays.stream(order).map(drawn::get).toList();
    }

    private static String answer(Params params, String rationale) {
        ObjectNode answer = JsonMapper.shared().createObjectNode().put("rationale", rationale);
        answer.set("params", JsonMapper.shared().valueToTree(params));
        return answer.toString();
    }
}
