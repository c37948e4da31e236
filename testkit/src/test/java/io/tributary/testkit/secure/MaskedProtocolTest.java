package io.tributary.testkit.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.orchestrator.secure.MaskedRound;
import io.tributary.orchestrator.secure.MaskedSum;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.compression.UpdateReader;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.secure.Masking;
import io.tributary.protocol.secure.Peer;
import io.tributary.protocol.secure.RevealedShare;
import io.tributary.protocol.secure.SealedShares;
import io.tributary.protocol.secure.Session;
import io.tributary.worker.secure.MaskedClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of the protocol, without anything that carries it. */
class MaskedProtocolTest {
    private static final int CLIENTS = 10;
    private static final int THRESHOLD = 7;
    /** More than a tile of either side. */
    private static final int PARAMETERS = 70_003;

    private static final Session SESSION = new Session("task", 1, "attempt");

    @TempDir
    private Path folder;

    private ArtifactStore artifacts;
    private final Map<Integer, MaskedClient> clients = new TreeMap<>();
    private MaskedRound round = new MaskedRound(SESSION, THRESHOLD, false);

    @BeforeEach
    void makeStore() throws IOException {
        artifacts = new DiskArtifactStore(folder, new Disk(folder, 0));
    }

    /**
     * @param keyless how many drop out before they share their secrets
     * @param updateless how many then train and never answer
     * @param gone how many send their update and do not stay
     */
    @ParameterizedTest
    @CsvSource({"0,0,0", "0,2,0", "0,0,2", "2,0,0", "1,2,0", "0,1,2", "0,3,0", "0,0,3", "1,1,1"})
    void theServerGetsTheWeightedMeanOfWhoStayed(int keyless, int updateless, int gone) throws IOException {
        List<Integer> all = agree(keyless);
        List<Integer> arrived = all.subList(0, all.size() - updateless);
        List<Sha256> updates = new ArrayList<>();
        for (int client : arrived) {
            updates.add(masked(client));
        }
        float[] mean = unmask(arrived, arrived.subList(gone, arrived.size()), updates);

        double total = arrived.stream().mapToLong(MaskedProtocolTest::examples).sum();
        for (int i = 0; i < PARAMETERS; i += 997) {
            double expected = 0;
            for (int client : arrived) {
                expected += examples(client) / total * numbers(client)[i];
            }
            assertThat(mean[i]).isCloseTo((float) expected, within(2e-7f));
        }
    }

    @Test
    void whatArrivesIsNoOnesUpdateAndNotTheSameTwice() throws IOException {
        agree(0);
        int[] once = ints(masked(3));
        clients.clear();
        round = new MaskedRound(SESSION, THRESHOLD, false);
        agree(0);
        int[] again = ints(masked(3));
        int close = 0;
        int same = 0;
        for (int i = 0; i < PARAMETERS; i++) {
            // An update's numbers are below 1, so that unmasked they would be small beside 2^31.
            close += Math.abs((double) once[i]) < (1 << 28) ? 1 : 0;
            same += once[i] == again[i] ? 1 : 0;
        }
        assertThat(close / (double) PARAMETERS).isCloseTo(0.125, within(0.01));
        assertThat(same).isLessThan(5);
    }

    @Test
    void aClientNeverHandsOutBothSharesOfAnother() throws IOException {
        List<Integer> all = agree(0);
        MaskedClient client = client(0);
        masked(0);
        List<Integer> arrived = all.subList(0, 8);
        assertThatThrownBy(() -> client.unmask(all, List.of(9))).hasMessageContaining("asked about once");
        assertThatThrownBy(() -> client.unmask(arrived, List.of(9))).hasMessageContaining("asked about once");
        assertThatThrownBy(() -> client.unmask(all.subList(0, 6), all.subList(6, 10)))
                .hasMessageContaining("threshold is 7");
        assertThatThrownBy(() -> client.unmask(all.subList(1, 10), List.of(0))).hasMessageContaining("own has not");
        assertThat(client.unmask(arrived, List.of(8, 9))).map(RevealedShare::of).isEqualTo(all);
        assertThatThrownBy(() -> client.unmask(all, List.of()))
                .isInstanceOf(TributaryException.class)
                .hasMessageContaining("each step once");
    }

    @Test
    void aClientMasksOnceAndOnlyWithEnoughOthers() {
        agree(0);
        MaskedClient client = client(0);
        Masking whole = round.masking(0);
        Masking few = new Masking(whole.attempt(), whole.total(), whole.shares().subList(0, 5));
        assertThatThrownBy(() -> client.mask(buffer(0), 1, few)).hasMessageContaining("fewer than the threshold");
        MaskedClient other = client(1);
        assertThatThrownBy(() -> other.mask(buffer(1), 1, whole)).hasMessageContaining("not those of this round");
        assertThatThrownBy(() -> client(2).mask(buffer(2), whole.total() + 1, round.masking(2)))
                .hasMessageContaining("no part of");
        client(3).mask(buffer(3), 1, round.masking(3));
        assertThatThrownBy(() -> client(3).mask(buffer(3), 1, round.masking(3))).hasMessageContaining("each step once");
    }

    @Test
    void aClientSharesOnceAndOnlyItsOwnKeysAmongDifferentOnes() {
        MaskedClient client = new MaskedClient(SESSION, 0);
        Peer other = new MaskedClient(SESSION, 1).peer();
        Peer third = new MaskedClient(SESSION, 2).peer();
        Peer twice = new Peer(2, other.sealing(), other.masking());
        Peer impostor = new Peer(0, third.sealing(), third.masking());
        assertThatThrownBy(() -> new MaskedClient(SESSION, 0).share(2, List.of(impostor, other)))
                .hasMessageContaining("other keys");
        MaskedClient wary = new MaskedClient(SESSION, 0);
        assertThatThrownBy(() -> wary.share(2, List.of(wary.peer(), other, twice)))
                .hasMessageContaining("same key");
        MaskedClient alone = new MaskedClient(SESSION, 0);
        assertThatThrownBy(() -> alone.share(1, List.of(alone.peer(), other))).hasMessageContaining("protects nothing");
        assertThat(client.share(2, List.of(client.peer(), other, third)))
                .map(SealedShares::to)
                .containsExactly(1, 2);
        assertThatThrownBy(() -> client.share(2, List.of(client.peer(), other, third)))
                .hasMessageContaining("each step once");
    }

    @Test
    void theServerNoticesSharesThatDoNotFit() throws IOException {
        List<Integer> all = agree(0);
        List<Integer> arrived = all.subList(0, 9);
        List<Sha256> updates = new ArrayList<>();
        for (int client : arrived) {
            updates.add(masked(client));
        }
        Map<Integer, List<RevealedShare>> shares = new TreeMap<>();
        for (int client : arrived) {
            Work.Unmask asked = round.unmask(client, arrived);
            shares.put(client, client(client).unmask(asked.arrived(), asked.missing()));
        }
        shares.forEach((client, each) -> round.unmasked(client, new Result.Unmasked(each, 0)));
        List<RevealedShare> wrongSeed = new ArrayList<>(shares.get(0));
        wrongSeed.set(4, new RevealedShare(4, shares.get(0).get(5).share()));
        round.unmasked(0, new Result.Unmasked(wrongSeed, 0));
        assertThatThrownBy(() -> new MaskedSum(artifacts, PARAMETERS)
                        .mean(updates, round.masks(arrived, arrived), round.weightShare(arrived)))
                .hasMessageContaining("no sum of updates");
        List<RevealedShare> wrongKey = new ArrayList<>(shares.get(0));
        wrongKey.set(9, new RevealedShare(9, shares.get(0).get(5).share()));
        round.unmasked(0, new Result.Unmasked(wrongKey, 0));
        assertThatThrownBy(() -> round.masks(arrived, arrived)).hasMessageContaining("do not give its key back");
    }

    @Test
    void theServerRefusesClaimsThatAreNotTheClients() {
        Peer peer = new MaskedClient(SESSION, 0).peer();
        round.advertised(0, new Result.Advertised(peer, 5, 0), 10);
        assertThatThrownBy(() -> round.advertised(1, new Result.Advertised(peer, 5, 0), 10))
                .hasMessageContaining("another's");
        Peer copied =
                new Peer(1, peer.sealing(), new MaskedClient(SESSION, 1).peer().masking());
        assertThatThrownBy(() -> round.advertised(1, new Result.Advertised(copied, 5, 0), 10))
                .hasMessageContaining("another's");
        Peer second = new MaskedClient(SESSION, 1).peer();
        assertThatThrownBy(() -> round.advertised(1, new Result.Advertised(second, 11, 0), 10))
                .hasMessageContaining("11 examples");
        assertThatThrownBy(() -> round.shared(0, new Result.Shared(List.of(new SealedShares(0, 7, "")), 0)))
                .hasMessageContaining("one for each other client");
    }

    /** @return who shared */
    private List<Integer> agree(int keyless) {
        for (int client = 0; client < CLIENTS; client++) {
            MaskedClient made = new MaskedClient(SESSION, client);
            clients.put(client, made);
            round.advertised(client, new Result.Advertised(made.peer(), examples(client), 0), Long.MAX_VALUE);
        }
        for (int client = keyless; client < CLIENTS; client++) {
            Work.Share asked = round.share(client);
            round.shared(client, new Result.Shared(client(client).share(asked.threshold(), asked.peers()), 0));
        }
        return round.sharers();
    }

    private Sha256 masked(int client) throws IOException {
        ByteBuffer update = buffer(client);
        client(client).mask(update, examples(client), round.masking(client));
        return artifacts.put(Durability.VOLATILE, update);
    }

    private float[] unmask(List<Integer> arrived, List<Integer> holders, List<Sha256> updates) throws IOException {
        for (int client : holders) {
            Work.Unmask asked = round.unmask(client, arrived);
            round.unmasked(client, new Result.Unmasked(client(client).unmask(asked.arrived(), asked.missing()), 0));
        }
        Sha256 frame = new MaskedSum(artifacts, PARAMETERS)
                .mean(updates, round.masks(arrived, holders), round.weightShare(arrived));
        float[] mean = new float[PARAMETERS];
        try (UpdateReader reader = Compressors.none().open(artifacts.open(frame), PARAMETERS)) {
            reader.read(mean, PARAMETERS);
        }
        return mean;
    }

    private MaskedClient client(int client) {
        return clients.get(client);
    }

    private static long examples(int client) {
        return 100 + 37L * client;
    }

    private static float[] numbers(int client) {
        Random random = new Random(client);
        float[] numbers = new float[PARAMETERS];
        IntStream.range(0, PARAMETERS).forEach(i -> numbers[i] = random.nextFloat() - 0.5f);
        return numbers;
    }

    private static ByteBuffer buffer(int client) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * PARAMETERS).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(numbers(client));
        return buffer;
    }

    private int[] ints(Sha256 artifact) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4 * PARAMETERS).order(ByteOrder.LITTLE_ENDIAN);
        try (var file = artifacts.open(artifact)) {
            while (buffer.hasRemaining() && file.read(buffer) >= 0) {
                // Until all is there.
            }
        }
        int[] numbers = new int[PARAMETERS];
        buffer.flip().asIntBuffer().get(numbers);
        return numbers;
    }
}
