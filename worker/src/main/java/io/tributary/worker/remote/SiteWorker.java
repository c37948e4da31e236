package io.tributary.worker.remote;

import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import io.tributary.worker.Worker;
import io.tributary.worker.WorkerSettings;
import io.tributary.worker.data.DatasetCatalog;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.SeekableByteChannel;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker at a site. Work is done once, however often the server asks for it: a lease that asks for what is running joins it, one
 * that asks for what is finished is answered from the folder. So a link that broke, a server that was restarted and a worker that was
 * restarted cost no training that was done.
 */
final class SiteWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SiteWorker.class);

    private final FinishedWork finished;
    private final SiteStore store;
    private final ArtifactTransfer transfer;
    private final ServerLink link;
    private final Worker worker;
    private final ExecutorService outbox = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "outbox");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<WorkKey, InWork> inWork = new LinkedHashMap<>();

    private record Lease(String id, int epoch) {}

    /**
     * What the slots do or will do.
     *
     * @param assignment under which they know it: that of the first lease
     * @param leases that ask for it, the latest last
     */
    private record InWork(Assignment assignment, Map<String, Lease> leases) {}

    /**
     * @param room bytes that artifacts may take on the disk
     */
    SiteWorker(
            Servers servers,
            String token,
            HttpClient http,
            StateFolder state,
            WorkerSettings settings,
            DatasetCatalog datasets,
            long room)
            throws IOException {
        Backoff backoff = new Backoff();
        this.finished = new FinishedWork(state.finished());
        this.transfer = new ArtifactTransfer(servers, token, http, backoff);
        this.store = new SiteStore(state.artifacts(), state.downloads(), room, transfer);
        this.worker = new Worker(settings, datasets, store, this::answer);
        this.link = new ServerLink(servers, token, http, backoff, worker::hello, this::receive);
    }

    /** Works until it is closed. */
    void run() {
        worker.start();
        link.run();
    }

    @Override
    public void close() {
        link.close();
        outbox.shutdownNow();
        worker.close();
    }

    private void receive(ServerMessage message) {
        if (message instanceof ServerMessage.Assign assign) {
            assign(assign);
        } else if (message instanceof ServerMessage.Cancel cancel) {
            cancel(cancel.assignment());
        } else {
            worker.receive(message);
        }
    }

    private synchronized void assign(ServerMessage.Assign message) {
        Assignment assignment = message.assignment();
        WorkKey work = WorkKey.of(assignment);
        Lease lease = new Lease(assignment.id(), assignment.epoch());
        Optional<Result> known = finished.find(work)
                .filter(result -> sent(assignment, result).stream().allMatch(store::contains));
        if (known.isPresent()) {
            deliver(lease, assignment, known.get());
            return;
        }
        InWork running = inWork.get(work);
        if (running == null) {
            inWork.put(work, new InWork(assignment, new LinkedHashMap<>(Map.of(lease.id(), lease))));
            worker.receive(message);
        } else {
            running.leases.put(lease.id(), lease);
        }
    }

    /** What nobody asks for any more is stopped. */
    private synchronized void cancel(String lease) {
        for (Iterator<InWork> all = inWork.values().iterator(); all.hasNext(); ) {
            InWork each = all.next();
            if (each.leases.remove(lease) != null && each.leases.isEmpty()) {
                all.remove();
                worker.receive(new ServerMessage.Cancel(each.assignment.id()));
            }
        }
    }

    /** Called by the slots. */
    private void answer(WorkerMessage message) {
        if (message instanceof WorkerMessage.Progress progress) {
            Lease lease = latest(progress.assignment());
            if (lease != null) {
                link.send(new WorkerMessage.Progress(
                        lease.id(), lease.epoch(), progress.examplesDone(), progress.examplesTotal()));
            }
        } else if (message instanceof WorkerMessage.Done done) {
            done(done);
        } else if (message instanceof WorkerMessage.Failed failed) {
            for (Lease lease : take(failed.assignment())) {
                link.send(new WorkerMessage.Failed(lease.id(), lease.epoch(), failed.code(), failed.message()));
            }
        }
    }

    private synchronized void done(WorkerMessage.Done done) {
        Map.Entry<WorkKey, InWork> running = find(done.assignment());
        if (running != null) {
            finished.keep(running.getKey(), done.result());
            Assignment assignment = running.getValue().assignment;
            take(done.assignment()).forEach(lease -> deliver(lease, assignment, done.result()));
        }
    }

    private synchronized @Nullable Lease latest(String assignment) {
        Map.Entry<WorkKey, InWork> running = find(assignment);
        return running == null
                ? null
                : running.getValue().leases.values().stream()
                        .reduce((first, second) -> second)
                        .orElse(null);
    }

    /** Who wants what was just done, or could not be done; it is in work no longer. */
    private synchronized List<Lease> take(String assignment) {
        Map.Entry<WorkKey, InWork> running = find(assignment);
        if (running == null) {
            return List.of();
        }
        inWork.remove(running.getKey());
        return List.copyOf(running.getValue().leases.values());
    }

    /** By the id under which the slots know it; there is no more than the slots and their queue hold. */
    private Map.@Nullable Entry<WorkKey, InWork> find(String assignment) {
        return inWork.entrySet().stream()
                .filter(each -> each.getValue().assignment.id().equals(assignment))
                .findFirst()
                .orElse(null);
    }

    /** Sends the artifacts, then the result. What is lost with the link is asked for again by its lease. */
    private void deliver(Lease lease, Assignment assignment, Result result) {
        try {
            outbox.execute(() -> {
                try {
                    for (Sha256 artifact : sent(assignment, result)) {
                        try (SeekableByteChannel content = store.open(artifact)) {
                            transfer.send(artifact, content, link::connected);
                        }
                    }
                    link.send(new WorkerMessage.Done(lease.id(), lease.epoch(), result));
                } catch (ArtifactTransfer.RefusedException e) {
                    LOG.warn("The server does not take a result: {}", e.getMessage());
                    link.send(new WorkerMessage.Failed(
                            lease.id(), lease.epoch(), ErrorCode.UPDATE_REFUSED, "Not taken: " + e.getMessage()));
                } catch (IOException e) {
                    LOG.warn(
                            "A result could not be delivered; the server will ask again if it wants it: {}",
                            e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Shutting down; lease {} is answered another time", lease.id());
        }
    }

    /**
     * What the server needs with a result. A site's residual stays here; that of a client which any worker may play next goes
     * along.
     */
    private static List<Sha256> sent(Assignment assignment, Result result) {
        if (result instanceof Result.Trained trained) {
            boolean own = assignment.spec().partition().scheme() == PartitionScheme.BY_WORKER;
            return own ? List.of(trained.update()) : trained.artifacts();
        }
        return result instanceof Result.Initialised initialised ? List.of(initialised.weights()) : List.of();
    }
}
