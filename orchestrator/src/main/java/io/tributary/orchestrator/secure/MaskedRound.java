package io.tributary.orchestrator.secure;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.secure.AgreementKey;
import io.tributary.protocol.secure.Mask;
import io.tributary.protocol.secure.Masking;
import io.tributary.protocol.secure.Peer;
import io.tributary.protocol.secure.RevealedShare;
import io.tributary.protocol.secure.SealedShares;
import io.tributary.protocol.secure.Session;
import io.tributary.protocol.secure.Shamir;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One attempt at a round with masks, as the server knows it: Bonawitz et al. 2017, figure 4, the server's part. Who does not answer a
 * step is out from there on. Belongs to the task's thread; nothing of it is stored.
 *
 * <p>Deviations: an answer is refused rather than the whole round where one client breaks the rules; weights travel in the clear, as the
 * server knows the clients' examples anyway.
 */
public final class MaskedRound {
    private final Session session;
    private final int threshold;
    private final boolean uniform;
    private final Map<Integer, Peer> peers = new TreeMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Map<Integer, Long> weights = new HashMap<>();
    /** By receiver and sender; those of the senders that made it this far. */
    private final Map<Integer, Map<Integer, SealedShares>> sealed = new HashMap<>();

    private final Set<Integer> sharers = new TreeSet<>();
    /** By the client whose secret it is and the holder of the share. */
    private final Map<Integer, Map<Integer, String>> revealed = new HashMap<>();

    /**
     * @param threshold shares that give a secret back
     * @param uniform whether all clients count alike, not by their examples
     */
    public MaskedRound(Session session, int threshold, boolean uniform) {
        this.session = session;
        this.threshold = threshold;
        this.uniform = uniform;
    }

    /** Round 0, the question. */
    public Work.Advertise advertise(int client) {
        return new Work.Advertise(session.round(), client, session.attempt());
    }

    /**
     * Round 0, the answer.
     *
     * @param most examples that the client can have
     * @throws TributaryException UPDATE_REFUSED with the reason
     */
    public void advertised(int client, Result.Advertised answer, long most) {
        Peer peer = answer.peer();
        AgreementKey.check(peer.sealing());
        AgreementKey.check(peer.masking());
        if (peer.client() != client || !keys.add(peer.sealing()) || !keys.add(peer.masking())) {
            throw refused("The keys are another's.");
        }
        if (answer.examples() < 1 || answer.examples() > most) {
            throw refused("It claims " + answer.examples() + " examples, and described " + most + ".");
        }
        peers.put(client, peer);
        weights.put(client, uniform ? 1 : answer.examples());
    }

    /** Round 1, the question. */
    public Work.Share share(int client) {
        return new Work.Share(session.round(), client, session.attempt(), threshold, List.copyOf(peers.values()));
    }

    /**
     * Round 1, the answer.
     *
     * @throws TributaryException UPDATE_REFUSED with the reason
     */
    public void shared(int client, Result.Shared answer) {
        Set<Integer> receivers = new HashSet<>(peers.keySet());
        receivers.remove(client);
        for (SealedShares each : answer.shares()) {
            if (each.from() != client || !receivers.remove(each.to())) {
                throw refused("Its shares are not one for each other client.");
            }
        }
        if (!receivers.isEmpty()) {
            throw refused("It has no share for " + receivers.size() + " clients.");
        }
        answer.shares()
                .forEach(each ->
                        sealed.computeIfAbsent(each.to(), to -> new TreeMap<>()).put(client, each));
        sharers.add(client);
    }

    /** The clients that go on to train. */
    public List<Integer> sharers() {
        return List.copyOf(sharers);
    }

    /** Round 2: with what a client masks. */
    public Masking masking(int client) {
        return new Masking(
                session.attempt(),
                weight(sharers),
                List.copyOf(sealed.getOrDefault(client, Map.of()).values()));
    }

    /** Round 4, the question. Round 3 is for servers that do not follow the protocol. */
    public Work.Unmask unmask(int client, List<Integer> arrived) {
        return new Work.Unmask(session.round(), client, session.attempt(), arrived, missing(arrived));
    }

    /** Round 4, the answer. */
    public void unmasked(int client, Result.Unmasked answer) {
        for (RevealedShare share : answer.shares()) {
            revealed.computeIfAbsent(share.of(), of -> new TreeMap<>()).put(client, share.share());
        }
    }

    /**
     * The masks that are left in the sum of the updates that arrived.
     *
     * @param holders clients that have answered the last step, at least {@code threshold}
     * @throws TributaryException UPDATE_REFUSED where their shares do not give the secrets back
     */
    public List<Mask> masks(List<Integer> arrived, List<Integer> holders) {
        List<Integer> enough = holders.subList(0, threshold);
        Shamir.Joint joint = Shamir.OF_32_BYTES.of(enough);
        List<Mask> masks = new ArrayList<>();
        for (int client : arrived) {
            masks.add(session.selfMask(secret(joint, client, enough), client));
        }
        for (int client : missing(arrived)) {
            AgreementKey key = AgreementKey.of(secret(joint, client, enough));
            if (!key.publicKey().equals(peer(client).masking())) {
                throw refused("The shares of client " + client + " do not give its key back");
            }
            for (int other : arrived) {
                byte[] agreed = key.agree(peer(other).masking());
                masks.add(session.pairMask(agreed, /* client= */ other, /* other= */ client));
            }
        }
        return masks;
    }

    /** The share of some clients of all weights that were masked. */
    public double weightShare(List<Integer> arrived) {
        return (double) weight(arrived) / weight(sharers);
    }

    private long weight(Iterable<Integer> clients) {
        long sum = 0;
        for (int client : clients) {
            sum += Objects.requireNonNull(weights.get(client));
        }
        return sum;
    }

    private List<Integer> missing(List<Integer> arrived) {
        return sharers.stream().filter(client -> !arrived.contains(client)).toList();
    }

    private byte[] secret(Shamir.Joint joint, int of, List<Integer> holders) {
        Map<Integer, String> shares = revealed.getOrDefault(of, Map.of());
        if (!shares.keySet().containsAll(holders)) {
            throw refused("A share of client " + of + " is missing");
        }
        return joint.secret(
                holders.stream().map(shares::get).map(Objects::requireNonNull).toList());
    }

    private Peer peer(int client) {
        return Objects.requireNonNull(peers.get(client));
    }

    private static TributaryException refused(String why) {
        return new TributaryException(ErrorCode.UPDATE_REFUSED, why);
    }
}
