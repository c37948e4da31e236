package io.tributary.backend.plan;

import io.tributary.protocol.task.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a plan may change, dimension by dimension. The first option of each changes nothing. */
final class Lattice {
    /** What travels. */
    static final List<Option> COMPRESSION = List.of(
            Option.keep(),
            packed("float16", 16, 16, "float16"),
            packed("quantize-8", 8, 8, "quantize"),
            packed("quantize-4", 4, 4, "quantize"),
            packed("quantize-2", 2, 2, "quantize"),
            packed("quantize-1", 1, 2, "quantize"),
            new Option(
                    "top-k-1%",
                    "One number in a hundred travels up, at 8 bits; the rest is added to the next update.",
                    true,
                    spec -> Map.of(
                            "/compression/uplink/scheme",
                            "top-k",
                            "/compression/uplink/keep",
                            0.01,
                            "/compression/uplink/bits",
                            8,
                            "/compression/uplink/errorFeedback",
                            true,
                            "/compression/downlink/scheme",
                            "quantize",
                            "/compression/downlink/bits",
                            8,
                            "/compression/downlink/errorFeedback",
                            true)));

    /** Who trains in how many rounds, and how far each steps. */
    static final List<Option> PARTICIPATION = List.of(
            Option.keep(),
            part("part-0.5", 0.5),
            part("part-0.4", 0.4),
            few("few-2.0", 2.0, 0),
            few("few-1.6", 1.6, 0),
            few("few-1.2-m", 1.2, 0.5),
            few("few-1.0-m", 1.0, 0.5),
            few("few-0.8-m", 0.8, 0.5));

    /** How often the model is tested: costs CPU, changes nothing. */
    static final List<Option> EVALUATION = List.of(
            Option.keep(),
            new Option(
                    "evaluate-5",
                    "Five tests along the way show the trend; each test costs a pass over the held-out examples.",
                    false,
                    spec -> {
                        int every = Math.max(1, spec.training().rounds() / 5);
                        return every <= spec.evaluation().every()
                                        || spec.stopping().patience() != null
                                ? Map.of()
                                : Map.of("/evaluation/every", every);
                    }));

    private Lattice() {}

    private static Option packed(String id, int up, int down, String scheme) {
        String reason = scheme.equals("float16")
                ? "Half-precision numbers travel, in half the bytes."
                : up + (up == 1 ? " bit" : " bits") + " a number up and " + down
                        + " down instead of 32 (8 down where the model travels whole); what rounding loses is made good later."
                        + (up > 1 ? " zstd then packs them further and loses nothing." : "");
        return new Option(
                id,
                reason,
                up < 4,
                spec -> scheme.equals("float16")
                        ? Map.of("/compression/uplink/scheme", scheme, "/compression/downlink/scheme", scheme)
                        : quantized(up, down));
    }

    /** One bit is as often a one as a zero, so that an entropy code finds nothing in it. */
    private static Map<String, Object> quantized(int up, int down) {
        return Map.of(
                "/compression/uplink/scheme",
                "quantize",
                "/compression/uplink/bits",
                up,
                "/compression/uplink/errorFeedback",
                true,
                "/compression/uplink/entropy",
                up > 1 ? "zstd" : "none",
                "/compression/downlink/scheme",
                "quantize",
                "/compression/downlink/bits",
                down,
                "/compression/downlink/errorFeedback",
                true,
                "/compression/downlink/entropy",
                "zstd");
    }

    /** A part of the clients in each round, with steps twice as long. */
    private static Option part(String id, double share) {
        return new Option(
                id,
                "A part of the clients trains in each round, with steps twice as long: as much is learned in fewer passes.",
                false,
                spec -> fewer(spec, share, Map.of()));
    }

    /** A fifth of the clients in each round, and steps that start twice as long and fall to nothing. */
    private static Option few(String id, double rounds, double momentum) {
        String reason = "A fifth of the clients trains in each round, with " + (momentum > 0 ? "momentum and " : "")
                + "steps that start twice as long and shorten to nothing: long ones learn fast, short ones settle what"
                + " few clients leave uneven.";
        return new Option(
                id,
                reason,
                false,
                spec -> fewer(
                        spec,
                        0.2,
                        Map.of(
                                "/training/rounds",
                                (int) Math.ceil(rounds * spec.training().rounds() - 1e-9),
                                "/training/schedule",
                                "cosine",
                                "/training/momentum",
                                momentum)));
    }

    /** Only for plain sgd, where longer steps are understood, in rounds that wait, and where two clients at least are left to average. */
    private static Map<String, Object> fewer(TaskSpec spec, double share, Map<String, Object> more) {
        TaskSpec.Training training = spec.training();
        TaskSpec.Clients clients = spec.clients();
        double fraction = share * clients.fraction();
        boolean plain = training.optimizer().equals("sgd")
                && training.momentum() == 0
                && training.schedule() == TaskSpec.Schedule.CONSTANT;
        if (!plain
                || spec.flush().isPresent()
                || Math.floor(fraction * clients.count() + 1e-9) < Math.max(2, clients.minimum())) {
            return Map.of();
        }
        Map<String, Object> changes = new LinkedHashMap<>(Map.of(
                "/clients/fraction",
                fraction,
                "/clients/selection",
                clients.selection().equals("full") ? "random" : clients.selection(),
                "/training/learningRate",
                2 * training.learningRate()));
        changes.putAll(more);
        return changes;
    }
}
