package io.tributary.protocol.privacy;

import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.Noise;
import java.util.Optional;

/**
 * What a task's rounds reveal about any one client, as epsilon at the spec's delta. Immutable.
 *
 * <p>Noise by the server is central differential privacy of a client, against whoever sees the models: with and without
 * the client (added or removed), one gaussian mechanism for each round whose noise was released. Where clients are
 * drawn at random, the draw hides them too; over-selection asks more than it waits for, and all of those asked may be
 * the ones that count.
 *
 * <p>Noise by the clients is local differential privacy, against the server as well: whatever else the client might
 * hold (replaced), which moves an update by up to two clip norms. The server knows whom it asked, so no draw hides
 * anyone, and an update is seen also where the quorum was missed. It is told for a client that was asked in every
 * round; who was asked in fewer has lost less.
 *
 * <p>It speaks of the updates. Losses and numbers of examples, which clients report beside them, and the sums over
 * columns that sites share carry no noise. A round that was stopped and is done again counts once: the server's noise is
 * the same again, but of clients that add their own it has then seen one update more than is told.
 */
public final class PrivacyLoss {
    /** Any two updates are at most two clip norms apart. */
    private static final double REPLACED = 2;

    private final RenyiAccountant accountant;
    private final boolean local;
    private final int quorum;

    private PrivacyLoss(RenyiAccountant accountant, boolean local, int quorum) {
        this.accountant = accountant;
        this.local = local;
        this.quorum = quorum;
    }

    /** Of a task; empty where it has no noise, and so no epsilon. */
    public static Optional<PrivacyLoss> of(TaskSpec spec) {
        TaskSpec.Privacy privacy = spec.privacy();
        Double multiplier = privacy.noiseMultiplier();
        if (multiplier == null || privacy.clipNorm() == null) {
            return Optional.empty();
        }
        boolean local = privacy.noise() == Noise.CLIENTS;
        RenyiAccountant accountant = local
                ? new RenyiAccountant(1, multiplier / REPLACED, privacy.delta())
                : new RenyiAccountant(rate(spec), multiplier, privacy.delta());
        return Optional.of(new PrivacyLoss(accountant, local, spec.clients().minimum()));
    }

    private static double rate(TaskSpec spec) {
        TaskSpec.Clients clients = spec.clients();
        return clients.selection().equals("random") ? (double) spec.clientsAsked() / clients.count() : 1;
    }

    /**
     * Epsilon after rounds that revealed something.
     *
     * @param rounds at least 0, as {@link #reveals} counts them
     */
    public double epsilon(int rounds) {
        return accountant.epsilon(rounds);
    }

    /**
     * Whether a committed round revealed something.
     *
     * @param completed its updates
     */
    public boolean reveals(int completed) {
        return completed >= leastUpdates();
    }

    /** Updates without which a committed round revealed nothing. */
    public int leastUpdates() {
        return local ? 0 : quorum;
    }
}
