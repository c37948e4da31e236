package io.tributary.backend.plan;

import io.tributary.protocol.task.TaskSpec;
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

    /** Who trains in a round, and how far each steps. */
    static final List<Option> PARTICIPATION = List.of(
            Option.keep(),
            part("part-0.5", 0.5, 2, 0),
            part("part-0.4", 0.4, 2, 0),
            part("part-0.4-m", 0.4, 2, 0.5),
            part("part-0.3", 0.3, 2, 0),
            part("part-0.3-m", 0.3, 2, 0.5));

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
                        + " down instead of 32 (8 down where the model travels whole); what rounding loses is made good later.";
        return new Option(
                id,
                reason,
                up < 4,
                spec -> scheme.equals("float16")
                        ? Map.of("/compression/uplink/scheme", scheme, "/compression/downlink/scheme", scheme)
                        : Map.of(
                                "/compression/uplink/scheme", scheme,
                                "/compression/uplink/bits", up,
                                "/compression/uplink/errorFeedback", true,
                                "/compression/downlink/scheme", scheme,
                                "/compression/downlink/bits", down,
                                "/compression/downlink/errorFeedback", true));
    }

    /** Fewer clients a round, each with longer steps: only for plain sgd, where longer steps are understood. */
    private static Option part(String id, double share, double longer, double momentum) {
        String reason =
                "A part of the clients trains in each round, with " + (momentum > 0 ? "momentum and " : "") + "steps "
                        + (longer == 2 ? "twice" : longer + " times") + " as long: as much is learned in fewer passes.";
        return new Option(id, reason, false, spec -> {
            TaskSpec.Training training = spec.training();
            TaskSpec.Clients clients = spec.clients();
            double fraction = share * clients.fraction();
            boolean plain = training.optimizer().equals("sgd") && training.momentum() == 0;
            if (!plain || Math.floor(fraction * clients.count() + 1e-9) < Math.max(2, clients.minimum())) {
                return Map.of();
            }
            return Map.of(
                    "/clients/fraction",
                    fraction,
                    "/clients/selection",
                    clients.selection().equals("full") ? "random" : clients.selection(),
                    "/training/learningRate",
                    training.learningRate() * longer,
                    "/training/momentum",
                    momentum);
        });
    }
}
