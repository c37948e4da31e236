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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
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
    private final WorkInHand inHand = new WorkInHand();

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
        Optional<Result> known = finished.find(work)
                .filter(result -> sent(assignment, result).stream().allMatch(store::contains));
        if (known.isPresent()) {
            deliver(assignment, known.get());
        } else if (inHand.begin(work, assignment)) {
            worker.receive(message);
        }
    }

    /** What nobody asks for any more is stopped. */
    private synchronized void cancel(String lease) {
        inHand.cancel(lease).ifPresent(begun -> worker.receive(new ServerMessage.Cancel(begun)));
    }

    /** Called by the slots. */
    private synchronized void answer(WorkerMessage message) {
        if (message instanceof WorkerMessage.Progress progress) {
            inHand.latest(progress.assignment())
                    .ifPresent(lease -> link.send(new WorkerMessage.Progress(
                            lease.id(), lease.epoch(), progress.examplesDone(), progress.examplesTotal())));
        } else if (message instanceof WorkerMessage.Done done) {
            inHand.done(done.assignment()).ifPresent(piece -> {
                finished.keep(piece.work(), done.result());
                piece.leases().forEach(lease -> deliver(lease, done.result()));
            });
        } else if (message instanceof WorkerMessage.Failed failed) {
            WorkInHand.Failure failure = inHand.failed(failed.assignment());
            for (Assignment lease : failure.told()) {
                link.send(new WorkerMessage.Failed(lease.id(), lease.epoch(), failed.code(), failed.message()));
            }
            if (failure.again() != null) {
                LOG.info("Begun anew, for it was asked for again meanwhile: {}", failed.message());
                worker.receive(new ServerMessage.Assign(failure.again()));
            }
        }
    }

    /** Sends the artifacts, then the result. What is lost with the link is asked for again by its lease. */
    private void deliver(Assignment lease, Result result) {
        try {
            outbox.execute(() -> {
                try {
                    for (Sha256 artifact : sent(lease, result)) {
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
