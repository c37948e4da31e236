package io.tributary.intent.reading;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What follows from what was said, for fields that nothing was said of. */
public final class Conclusions {
    private static final String FEEDBACK = "compression.uplink.errorFeedback";

    private final Map<String, Reading> readings;
    private final JsonNode base;

    private Conclusions(Map<String, Reading> readings, JsonNode base) {
        this.readings = readings;
        this.base = base;
    }

    /**
     * Adds what follows. Drawing twice adds nothing more.
     *
     * @param readings by field
     * @param base the complete spec that is changed
     */
    public static void draw(Map<String, Reading> readings, JsonNode base) {
        new Conclusions(readings, base).draw();
    }

    private void draw() {
        rate();
        participation();
        implied("partition.alpha", "dirichlet", "alpha is the evenness of a dirichlet split.");
        implied("partition.classesPerClient", "shards", "A few classes each is a split by shards.");
        feedback();
        weighting();
        Reading fraction = readings.get("clients.fraction");
        if (fraction != null
                && !readings.containsKey("clients.selection")
                && fraction.value() instanceof Double share) {
            String before = base.at("/clients/selection").asString("full");
            if (share < 1 && before.equals("full")) {
                put(
                        "clients.selection",
                        "random",
                        fraction,
                        "With a part of the clients in each round, they are chosen at random.");
            }
        }
    }

    private void rate() {
        Reading optimizer = readings.get("training.optimizer");
        if (optimizer == null || readings.containsKey("training.learningRate")) {
            return;
        }
        String name = String.valueOf(optimizer.value());
        double rate = switch (name) {
            case "adam", "adamw", "rmsprop" -> 0.001;
            case "adagrad" -> 0.01;
            default -> 0.0;
        };
        if (rate > 0 && !name.equals(base.at("/training/optimizer").asString(""))) {
            put(
                    "training.learningRate",
                    rate,
                    optimizer,
                    "The default of 0.05 is for sgd; " + name + " scales its steps itself and suits " + rate + ".");
        }
    }

    private void participation() {
        Reading selection = readings.get("clients.selection");
        if (selection != null
                && "full".equals(selection.value())
                && !readings.containsKey("clients.fraction")
                && base.at("/clients/fraction").asDouble(1) < 1) {
            put("clients.fraction", 1.0, selection, "All clients train in each round.");
        }
    }

    /** Of clipped updates nothing may be handed in later. */
    private void feedback() {
        Reading privacy = readings.getOrDefault("privacy.clipNorm", readings.get("privacy.noiseMultiplier"));
        Reading scheme = readings.get("compression.uplink.scheme");
        Reading because = privacy == null ? scheme : privacy;
        boolean clips = privacy != null || base.at("/privacy/clipNorm").isNumber();
        boolean packs = !String.valueOf(
                        scheme == null ? base.at("/compression/uplink/scheme").asString("none") : scheme.value())
                .equals("none");
        if (because != null
                && clips
                && packs
                && !readings.containsKey(FEEDBACK)
                && base.at("/compression/uplink/errorFeedback").asBoolean(true)) {
            put(FEEDBACK, false, because, "Error feedback would send later what clipping cut off.");
        }
    }

    /** With noise all clients count alike; the first settings did not have any. */
    private void weighting() {
        Reading noise = readings.get("privacy.noiseMultiplier");
        if (noise != null
                && noise.value() != null
                && !readings.containsKey("aggregation.weighting")
                && base.at("/aggregation/weighting").asString("").equals("examples")
                && !base.at("/privacy/noiseMultiplier").isNumber()) {
            put(
                    "aggregation.weighting",
                    "uniform",
                    noise,
                    "With noise all clients count alike, or large ones would show.");
        }
    }

    private void implied(String said, String scheme, String reason) {
        Reading reading = readings.get(said);
        Reading known = readings.get("partition.scheme");
        if (reading != null
                && (known == null || "iid".equals(known.value()))
                && !base.at("/partition/scheme").asString("").equals(scheme)) {
            put("partition.scheme", scheme, reading, reason);
        }
    }

    private void put(String field, Object value, Reading because, String reason) {
        readings.put(field, Reading.rule(field, value, because.from(), because.to(), reason));
    }
}
