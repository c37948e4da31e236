package io.tributary.protocol.task;

import io.tributary.protocol.aggregation.Flush;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import java.util.List;
import java.util.Set;

/** What cannot stand beside an asynchronous strategy, whose clients begin at different models and arrive in simulated time. */
final class AsynchronyRules {
    /** Those that need no report of rounds which, in simulated time, have not ended yet. */
    private static final Set<String> SELECTIONS = Set.of("full", "random");

    private AsynchronyRules() {}

    static void check(TaskSpec spec, List<FieldError> errors) {
        spec.flush().ifPresent(flush -> check(spec, flush, errors));
    }

    private static void check(TaskSpec spec, Flush flush, List<FieldError> errors) {
        String title = Strategies.of(spec.aggregation().strategy()).about().title();
        TaskSpec.Clients clients = spec.clients();
        if (spec.partition().scheme() == PartitionScheme.BY_WORKER) {
            errors.add(new FieldError(
                    "aggregation.strategy",
                    title
                            + " goes by simulated time, which sites that hold data of their own do not have; use fedavg, or"
                            + " fednova where they hold very different amounts."));
        }
        if (spec.aggregation().averaging().scheme() != TaskSpec.AveragingScheme.NONE) {
            errors.add(new FieldError(
                    "aggregation.averaging.scheme",
                    "Under " + title
                            + " clients begin at the models of earlier rounds, which an average is not; use none."));
        }
        if (clients.overSelection() > 0) {
            errors.add(new FieldError(
                    "clients.overSelection",
                    title + " waits for nobody, so there is no one to ask beyond need; use 0."));
        }
        if (!SELECTIONS.contains(clients.selection())) {
            errors.add(new FieldError(
                    "clients.selection",
                    clients.selection() + " selects for a round as a whole, and " + title
                            + " has a client begin whenever another arrives; use random, or full with fraction 1."));
        }
        if (!spec.compression().downlink().scheme().equals("none")) {
            errors.add(new FieldError(
                    "compression.downlink.scheme",
                    "Packed downlinks send changes to clients that are all at the same model, and under " + title
                            + " they are not; use none. The uplink can be packed."));
        }
        if (flush instanceof Flush.Every && clients.fraction() < 1) {
            errors.add(new FieldError(
                    "clients.fraction",
                    title + " weighs clients by how rarely they arrive, which is right only where all always train; use"
                            + " fraction 1, or the strategy fedbuff."));
        }
        int certain = flush instanceof Flush.Every ? 1 : spec.updatesPerRound();
        if (clients.minimum() > certain) {
            errors.add(new FieldError(
                    "clients.minimum",
                    "minimum is " + clients.minimum() + ", but " + title + " may aggregate "
                            + certain + (certain == 1 ? " update" : " updates") + "; use at most " + certain
                            + (flush instanceof Flush.Every ? "." : " or a larger aggregation.bufferSize.")));
        }
    }
}
