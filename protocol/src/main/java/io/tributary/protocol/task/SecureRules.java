package io.tributary.protocol.task;

import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.error.FieldError;
import java.util.List;
import java.util.stream.Collectors;

/** What can be done with a sum of updates of which none can be seen. */
final class SecureRules {
    /** Of two, each could take its own from the sum and see the other's. */
    private static final int FEWEST = 3;

    /** Any two of a round's clients agree on a mask: with more, their messages would be larger than most models. */
    private static final int MOST = 500;

    private SecureRules() {}

    static void check(TaskSpec spec, List<FieldError> errors) {
        if (!spec.privacy().secureAggregation().on()) {
            return;
        }
        Strategy strategy = Strategies.of(spec.aggregation().strategy());
        if (!strategy.plainMean()) {
            errors.add(new FieldError(
                    "aggregation.strategy",
                    strategy.about().title()
                            + " needs each client's update or memory, and with secure aggregation the server has only"
                            + " their sum; use "
                            + Strategies.all().stream()
                                    .filter(Strategy::plainMean)
                                    .map(Strategy::id)
                                    .collect(Collectors.joining(", "))
                            + ", or masks none."));
        }
        if (!spec.compression().uplink().scheme().equals("none")) {
            errors.add(new FieldError(
                    "compression.uplink.scheme",
                    "Masked numbers are random to whoever has no key, and random numbers do not compress; use"
                            + " none. The downlink can be packed."));
        }
        clients(spec, errors);
    }

    private static void clients(TaskSpec spec, List<FieldError> errors) {
        int asked = spec.clientsAsked();
        int needed = spec.clientsPerRound();
        if (needed < FEWEST) {
            errors.add(new FieldError(
                    spec.clients().count() < FEWEST ? "clients.count" : "clients.fraction",
                    "A round has " + needed + (needed == 1 ? " client" : " clients")
                            + ", and the sum of so few tells each one's update; secure aggregation needs at least "
                            + FEWEST
                            + "."));
            return;
        }
        if (asked > MOST) {
            errors.add(new FieldError(
                    "clients.fraction",
                    "A round asks " + asked
                            + " clients, and with secure aggregation any two of them agree on a mask; use at most "
                            + MOST + " a round, a fraction of "
                            + Math.floor(1e4
                                            * MOST
                                            / (1 + spec.clients().overSelection())
                                            / spec.clients().count())
                                    / 1e4
                            + "."));
        }
        int threshold = spec.clientsToUnmask();
        int least = asked / 2 + 1;
        if (least > needed) {
            errors.add(new FieldError(
                    "clients.overSelection",
                    "Of " + asked + " clients asked, a round waits for " + needed
                            + "; secure aggregation needs more than half of those asked. Use less than 1."));
        } else if (threshold < least || threshold > needed) {
            errors.add(new FieldError(
                    "privacy.secureAggregation.threshold",
                    "The threshold is " + threshold + "; of " + asked
                            + " clients asked it must be more than half, and a round" + " waits for " + needed
                            + ". Use " + Math.max(least, Math.min(needed, threshold)) + "."));
        }
    }
}
