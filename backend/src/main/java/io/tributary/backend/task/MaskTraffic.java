package io.tributary.backend.task;

import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.secure.Masking;
import io.tributary.protocol.secure.Peer;
import io.tributary.protocol.secure.RevealedShare;
import io.tributary.protocol.secure.SealedShares;
import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The bytes that secure aggregation adds to a round in which nobody drops out: they grow with the square of its clients. */
record MaskTraffic(long up, long down) {
    private static final String ATTEMPT = "00000000-0000-0000-0000-000000000000";
    private static final double CPU_SECONDS = 0.0123456789;

    /** 32 bytes in base64. */
    private static final String KEY = "k".repeat(44);

    /** A nonce, two shares of 33 bytes and a tag. */
    private static final String SEALED = "s".repeat(128);

    /** Of all clients of a round together; nothing where updates are not masked. */
    static MaskTraffic of(TaskSpec spec) {
        if (!spec.privacy().secureAggregation().on()) {
            return new MaskTraffic(0, 0);
        }
        int asked = spec.clientsAsked();
        int round = spec.training().rounds();
        int client = spec.clients().count();
        List<Integer> all = IntStream.range(client - asked, client).boxed().toList();
        List<Peer> peers = all.stream().map(peer -> new Peer(peer, KEY, KEY)).toList();
        List<SealedShares> shares = all.stream()
                .limit(asked - 1L)
                .map(from -> new SealedShares(from, client, SEALED))
                .toList();
        long masking = Traffic.bytes(spec, train(round, client, new Masking(ATTEMPT, 60_000, shares)))
                - Traffic.bytes(spec, train(round, client, null));
        long down = asked
                        * (Traffic.bytes(spec, new Work.Advertise(round, client, ATTEMPT))
                                + Traffic.bytes(spec, new Work.Share(round, client, ATTEMPT, asked, peers))
                                + masking)
                + spec.clientsPerRound() * Traffic.bytes(spec, new Work.Unmask(round, client, ATTEMPT, all, List.of()));
        long up = asked
                        * (Traffic.bytes(new Result.Advertised(peers.get(0), 600, CPU_SECONDS))
                                + Traffic.bytes(new Result.Shared(shares, CPU_SECONDS)))
                + spec.clientsToUnmask()
                        * Traffic.bytes(new Result.Unmasked(
                                all.stream()
                                        .map(of -> new RevealedShare(of, KEY))
                                        .toList(),
                                CPU_SECONDS));
        return new MaskTraffic(up, down);
    }

    private static Work train(int round, int client, @Nullable Masking masking) {
        return new Work.Train(round, client, Traffic.SOME_ARTIFACT, List.of(), null, masking);
    }
}
