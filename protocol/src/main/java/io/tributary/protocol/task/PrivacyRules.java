package io.tributary.protocol.task;

import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.task.TaskSpec.Weighting;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What has to hold for clipping and noise to prove anything. */
final class PrivacyRules {
    /** Those that look at nothing that clients report. */
    private static final Set<String> BLIND_SELECTIONS = Set.of("full", "random", "round-robin");

    private PrivacyRules() {}

    /** Clipping and noise only mean something where the model moves by the plain mean of the updates. */
    static void check(TaskSpec spec, List<FieldError> errors) {
        TaskSpec.Privacy privacy = spec.privacy();
        if (privacy.clipNorm() == null) {
            if (privacy.noiseMultiplier() != null) {
                errors.add(new FieldError("privacy.clipNorm", "Noise is measured in clip norms; set one, such as 1."));
            }
            return;
        }
        Strategy strategy = Strategies.of(spec.aggregation().strategy());
        if (!strategy.plainMean()) {
            errors.add(new FieldError(
                    "aggregation.strategy",
                    strategy.about().title()
                            + " does not go by the plain mean of the updates, so clipping them proves nothing; use "
                            + Strategies.all().stream()
                                    .filter(Strategy::plainMean)
                                    .map(Strategy::id)
                                    .collect(Collectors.joining(", "))
                            + "."));
        }
        TaskSpec.Codec uplink = spec.compression().uplink();
        if (!uplink.scheme().equals("none") && uplink.errorFeedback()) {
            errors.add(new FieldError(
                    "compression.uplink.errorFeedback",
                    "Error feedback would send what clipping cut off; set it to false."));
        }
        if (privacy.noiseMultiplier() != null && spec.aggregation().weighting() != Weighting.UNIFORM) {
            errors.add(
                    new FieldError(
                            "aggregation.weighting",
                            "With noise all clients must count alike, or large ones would show; use uniform, or leave it out."));
        }
        if (privacy.noiseMultiplier() != null) {
            noise(spec, errors);
        }
        if (privacy.noisy(TaskSpec.Noise.CLIENTS) && !uplink.scheme().equals("none")) {
            errors.add(new FieldError(
                    "compression.uplink.scheme", "Noise does not compress; with noise by the clients use none."));
        }
    }

    /** What would make the epsilon that is told a wrong one. */
    private static void noise(TaskSpec spec, List<FieldError> errors) {
        TaskSpec.Clients clients = spec.clients();
        if (spec.privacy().noise() == TaskSpec.Noise.SERVER && !BLIND_SELECTIONS.contains(clients.selection())) {
            errors.add(
                    new FieldError(
                            "clients.selection",
                            clients.selection()
                                    + " selects by what clients report, which no noise hides, and so a client would show"
                                    + " in who else is selected; use random, which also makes epsilon smaller, or round-robin."));
        }
        if (spec.privacy().delta() >= 1.0 / clients.count()) {
            errors.add(new FieldError(
                    "privacy.delta",
                    "With delta " + spec.privacy().delta() + " and " + clients.count()
                            + " clients, all that one of them holds might be told and epsilon be kept; use less than "
                            + 1.0 / clients.count() + ", such as 0.00001."));
        }
    }
}
