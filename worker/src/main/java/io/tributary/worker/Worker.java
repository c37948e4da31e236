package io.tributary.worker;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.engine.Torch;
import io.tributary.worker.training.LocalTrainer;
import io.tributary.worker.training.LocalTraining;
import io.tributary.worker.training.Optimizers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a server asks, in slots that work at the same time.
 *
 * <p>Every assignment is answered with exactly one done or failed, unless it is cancelled, replaced by a newer lease of the
 * same work, or the worker is closed: then with nothing. A slot survives whatever happens to its work.
 *
 * <p>Safe for use by many threads. Messages to the server come from the slots' threads, several at a time.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final WorkerSettings settings;
    private final DatasetCatalog datasets;
    private final WorkRunner runner;
    private final Consumer<WorkerMessage> server;
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final List<Thread> slots = new ArrayList<>();
    private boolean draining;
    private boolean closed;

    /** @param server receives the answers; slow receivers hold slots up, exceptions are logged and dropped */
    public Worker(
            WorkerSettings settings, DatasetCatalog datasets, ArtifactStore artifacts, Consumer<WorkerMessage> server) {
        this(settings, datasets, artifacts, server, new LocalTraining());
    }

    /** @param trainer stands in for {@link LocalTraining} */
    public Worker(
            WorkerSettings settings,
            DatasetCatalog datasets,
            ArtifactStore artifacts,
            Consumer<WorkerMessage> server,
            LocalTrainer trainer) {
        this.settings = settings;
        this.datasets = datasets;
        this.server = server;
        this.runner = new WorkRunner(datasets, artifacts, trainer);
    }

    /**
     * Loads the engine, says hello and starts the slots. Called once.
     *
     * @throws io.tributary.protocol.error.TributaryException INVALID_PARAMETER where the device is not there
     */
    public void start() {
        String device = Torch.resolveDevice(settings.device());
        send(hello());
        synchronized (this) {
            if (closed || !slots.isEmpty()) {
                throw new IllegalStateException("A worker is started once");
            }
            for (int i = 1; i <= settings.slots(); i++) {
                Thread slot = new Thread(new Slot(queue, runner, new Networks(device), this::finished), "slot-" + i);
                slot.setDaemon(true);
                slots.add(slot);
                slot.start();
            }
        }
    }

    /** How it introduces itself, as often as it connects. */
    public WorkerMessage.Hello hello() {
        return new WorkerMessage.Hello(
                WorkerMessage.PROTOCOL_VERSION,
                settings.name(),
                settings.slots(),
                Torch.resolveDevice(settings.device()),
                Torch.version(),
                datasets.info(),
                Optimizers.ids(),
                Compressors.ids(),
                settings.instance(),
                ModelGraph.ONE_BUFFER);
    }

    /** Takes a message in; never waits for work to be done. */
    public void receive(ServerMessage message) {
        if (message instanceof ServerMessage.Assign assign) {
            assign(assign.assignment());
        } else if (message instanceof ServerMessage.Cancel cancel) {
            cancel(cancel.assignment());
        } else if (message instanceof ServerMessage.Drain) {
            synchronized (this) {
                draining = true;
            }
        }
    }

    /** How many assignments are queued or in work. */
    public synchronized int pending() {
        return jobs.size();
    }

    /** Gives all work up without an answer and waits for the slots to stop, each at the end of its batch. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            jobs.values().forEach(Job::cancel);
            jobs.clear();
            queue.clear();
            slots.forEach(slot -> queue.add(Job.last()));
        }
        boolean interrupted = false;
        for (Thread slot : slots) {
            while (slot.isAlive()) {
                try {
                    slot.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void assign(Assignment assignment) {
        String refusal = accept(assignment);
        if (refusal != null) {
            send(new WorkerMessage.Failed(assignment.id(), assignment.epoch(), ErrorCode.WRONG_STATE, refusal));
        }
    }

    /**
     * Queues an assignment.
     *
     * @return why not, or null
     */
    private synchronized @Nullable String accept(Assignment assignment) {
        if (closed) {
            return "The worker " + settings.name() + " is shutting down.";
        }
        if (draining) {
            return "The worker " + settings.name() + " is draining and takes nothing new.";
        }
        Job known = jobs.get(assignment.id());
        if (known != null && known.assignment().epoch() >= assignment.epoch()) {
            LOG.debug("Assignment {} came again while it is in work", assignment.id());
            return null;
        }
        if (known != null) {
            // The answer to the older lease would be refused anyway.
            known.cancel();
        }
        Job job = new Job(assignment, this::send);
        jobs.put(assignment.id(), job);
        queue.add(job);
        return null;
    }

    private synchronized void cancel(String assignment) {
        Job job = jobs.remove(assignment);
        if (job != null) {
            job.cancel();
            queue.remove(job);
        }
    }

    /**
     * Called by a slot when a job is over.
     *
     * @param answer what came of it; null where it was cancelled
     */
    private void finished(Job job, @Nullable WorkerMessage answer) {
        synchronized (this) {
            if (!jobs.remove(job.assignment().id(), job)) {
                // Cancelled or replaced in the last moment.
                return;
            }
        }
        if (answer != null) {
            send(answer);
        }
    }

    private void send(WorkerMessage message) {
        try {
            server.accept(message);
        } catch (RuntimeException e) {
            LOG.warn("A message to the server was lost: {}", message, e);
        }
    }
}
