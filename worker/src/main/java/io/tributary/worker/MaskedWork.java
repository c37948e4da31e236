package io.tributary.worker;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.secure.Masking;
import io.tributary.protocol.secure.Peer;
import io.tributary.protocol.secure.RevealedShare;
import io.tributary.protocol.secure.SealedShares;
import io.tributary.protocol.secure.Session;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.Weighting;
import io.tributary.worker.secure.MaskedClient;
import io.tributary.worker.secure.MaskedClients;
import io.tributary.worker.training.LocalUpdate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** What a task with secure aggregation asks of a worker beside training. Safe for use by many threads. */
final class MaskedWork {
    private final ArtifactStore artifacts;
    private final MaskedClients clients = new MaskedClients();

    MaskedWork(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    Peer advertise(String task, Work.Advertise work) {
        return clients.begin(new Session(task, work.round(), work.attempt()), work.client())
                .peer();
    }

    List<SealedShares> share(String task, Work.Share work) {
        return clients.get(new Session(task, work.round(), work.attempt()), work.client())
                .share(work.threshold(), work.peers());
    }

    /** Who is to mask what it has trained; empty where updates travel as they are. Asked before training, which may be for nothing. */
    Optional<MaskedClient> client(String task, Work.Train work) {
        return Optional.ofNullable(work.masking())
                .map(masking -> clients.get(new Session(task, work.round(), masking.attempt()), work.client()));
    }

    /** Masks an update, in place, and stores it: what is not masked is stored nowhere. */
    Sha256 mask(MaskedClient client, TaskSpec spec, Masking masking, LocalUpdate update) throws IOException {
        long weight = spec.aggregation().weighting() == Weighting.UNIFORM ? 1 : update.examples();
        ByteBuffer difference = update.difference();
        client.mask(difference, weight, masking);
        return artifacts.put(Durability.VOLATILE, difference);
    }

    List<RevealedShare> unmask(String task, Work.Unmask work) {
        Session session = new Session(task, work.round(), work.attempt());
        List<RevealedShare> shares = clients.get(session, work.client()).unmask(work.arrived(), work.missing());
        clients.end(session, work.client());
        return shares;
    }
}
