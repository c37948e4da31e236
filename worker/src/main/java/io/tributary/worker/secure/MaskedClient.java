package io.tributary.worker.secure;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.secure.AgreementKey;
import io.tributary.protocol.secure.FixedPoint;
import io.tributary.protocol.secure.Mask;
import io.tributary.protocol.secure.MaskStream;
import io.tributary.protocol.secure.Masking;
import io.tributary.protocol.secure.Peer;
import io.tributary.protocol.secure.RevealedShare;
import io.tributary.protocol.secure.SealedShares;
import io.tributary.protocol.secure.SealedShares.Shares;
import io.tributary.protocol.secure.SecretShares;
import io.tributary.protocol.secure.Session;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One client in one attempt at a round: Bonawitz et al. 2017, figure 4, the user's part, without the signatures and the consistency check
 * that a server needs which does not follow the protocol. Each step is done once, whatever the server asks: two masked updates under one
 * mask would tell their difference, and both shares of one client its update. Safe for use by many threads.
 */
public final class MaskedClient {
    private static final int TILE = 16 * 1024;

    private enum Step {
        ADVERTISED,
        SHARED,
        MASKED,
        UNMASKED
    }

    private final Session session;
    private final int client;
    private final SecureRandom random = new SecureRandom();
    private final AgreementKey sealing = AgreementKey.fresh();
    private final AgreementKey masking = AgreementKey.fresh();
    private final byte[] seed = new byte[AgreementKey.BYTES];
    private final Map<Integer, Peer> peers = new HashMap<>();
    /** What others have sealed for this client, by sender. */
    private final Map<Integer, SealedShares> received = new HashMap<>();

    private Step step = Step.ADVERTISED;
    private int threshold;
    /** This client's own shares of its secrets. */
    private Shares own = new Shares("", "");

    /** Makes the keys: round 0 of the protocol. */
    public MaskedClient(Session session, int client) {
        this.session = session;
        this.client = client;
        random.nextBytes(seed);
    }

    Session session() {
        return session;
    }

    /** What the others may know. */
    public Peer peer() {
        return new Peer(client, sealing.publicKey(), masking.publicKey());
    }

    /**
     * Round 1: shares the key of the masks and the seed out.
     *
     * @param newThreshold shares that give a secret back
     * @param all clients of the round that have keys, this one among them
     * @return one for each other client
     * @throws TributaryException WRONG_STATE, or UPDATE_REFUSED where that would protect nothing
     */
    public synchronized List<SealedShares> share(int newThreshold, List<Peer> all) {
        all.forEach(peer -> peers.put(peer.client(), peer));
        if (peers.size() != all.size() || !peer().equals(peers.get(client))) {
            throw refused("The list of keys names a client twice, or this one with other keys.");
        }
        Set<String> keys = new HashSet<>();
        if (!all.stream()
                .flatMap(peer -> Stream.of(peer.sealing(), peer.masking()))
                .allMatch(keys::add)) {
            throw refused("Two clients claim the same key.");
        }
        if (newThreshold < 2 || newThreshold > all.size()) {
            throw refused("A threshold of " + newThreshold + " of " + all.size() + " clients protects nothing.");
        }
        go(Step.ADVERTISED, Step.SHARED);
        threshold = newThreshold;
        List<Integer> holders = all.stream().map(Peer::client).toList();
        List<Shares> shares = SecretShares.of(masking.secret(), seed, threshold, holders, random);
        List<SealedShares> sealed = new ArrayList<>();
        for (int i = 0; i < holders.size(); i++) {
            if (holders.get(i) == client) {
                own = shares.get(i);
            } else {
                sealed.add(SealedShares.seal(
                        session, sealing.agree(all.get(i).sealing()), client, holders.get(i), shares.get(i), random));
            }
        }
        return sealed;
    }

    /**
     * Round 2: turns an update into masked numbers modulo 2^32.
     *
     * @param update little-endian floats, written over with little-endian numbers
     * @param weight of this client, at most the total
     */
    public synchronized void mask(ByteBuffer update, long weight, Masking round) {
        List<SealedShares> shares = round.shares();
        shares.forEach(each -> received.put(each.from(), each));
        if (received.size() != shares.size()
                || shares.stream()
                        .anyMatch(each ->
                                each.to() != client || each.from() == client || !peers.containsKey(each.from()))) {
            throw refused("The shares are not those of this round's other clients.");
        }
        if (shares.size() + 1 < threshold) {
            throw refused(shares.size() + 1 + " clients are left, fewer than the threshold of " + threshold + ".");
        }
        if (weight < 1 || weight > round.total()) {
            throw refused("A weight of " + weight + " is no part of " + round.total() + ".");
        }
        go(Step.SHARED, Step.MASKED);
        write(update, (double) weight / round.total(), masks());
    }

    private List<Mask> masks() {
        List<Mask> masks = new ArrayList<>();
        masks.add(session.selfMask(seed, client));
        for (int other : received.keySet()) {
            byte[] agreed = masking.agree(peer(other).masking());
            masks.add(session.pairMask(agreed, client, other));
        }
        return masks;
    }

    private static void write(ByteBuffer update, double share, List<Mask> masks) {
        MaskStream stream = new MaskStream();
        ByteBuffer bytes = update.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer numbers = bytes.asFloatBuffer();
        IntBuffer masked = bytes.asIntBuffer();
        float[] tile = new float[TILE];
        int[] encoded = new int[TILE];
        for (int from = 0; from < numbers.capacity(); from += TILE) {
            int count = Math.min(TILE, numbers.capacity() - from);
            numbers.get(from, tile, 0, count);
            FixedPoint.encode(tile, count, share, encoded);
            for (Mask mask : masks) {
                stream.add(mask, encoded, count, from);
            }
            masked.put(from, encoded, 0, count);
        }
    }

    /**
     * Round 4: what takes the masks off the sum.
     *
     * @param arrived the clients whose masked updates have come, this one among them
     * @param missing the others of round 2
     * @return shares of the seeds of those, of the keys of these
     */
    public synchronized List<RevealedShare> unmask(List<Integer> arrived, List<Integer> missing) {
        Set<Integer> all = new HashSet<>(received.keySet());
        all.add(client);
        List<Integer> asked = Stream.concat(arrived.stream(), missing.stream()).toList();
        if (asked.size() != all.size() || !all.equals(new HashSet<>(asked))) {
            throw refused("Not every client of the round is asked about once: as arrived, or as missing.");
        }
        if (arrived.size() < threshold || !arrived.contains(client)) {
            throw refused(arrived.size() + " updates have arrived, and the threshold is " + threshold
                    + "; or this client's own has not.");
        }
        go(Step.MASKED, Step.UNMASKED);
        List<RevealedShare> revealed = new ArrayList<>();
        arrived.forEach(of -> revealed.add(new RevealedShare(of, held(of).seed())));
        missing.forEach(of -> revealed.add(new RevealedShare(of, held(of).key())));
        return revealed;
    }

    private Shares held(int of) {
        SealedShares sealed = received.get(of);
        return sealed == null ? own : sealed.open(session, sealing.agree(peer(of).sealing()));
    }

    private Peer peer(int other) {
        return Objects.requireNonNull(peers.get(other));
    }

    private void go(Step from, Step to) {
        if (step != from) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE,
                    "Client " + client + " is " + step + " in this round already, and does each step once.");
        }
        step = to;
    }

    private static TributaryException refused(String why) {
        return new TributaryException(ErrorCode.UPDATE_REFUSED, why);
    }
}
