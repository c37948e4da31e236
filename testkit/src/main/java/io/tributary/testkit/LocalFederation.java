package io.tributary.testkit;

import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.dispatch.WorkerLink;
import io.tributary.orchestrator.journal.Leftovers;
import io.tributary.orchestrator.round.Pace;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Orchestrator;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.Worker;
import io.tributary.worker.WorkerSettings;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.training.LocalTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A whole federation in one JVM: the real orchestrator, journal in memory, artifacts in a folder, and as many workers as a
 * test wants, real or {@linkplain FakeWorker fake}.
 */
public final class LocalFederation implements AutoCloseable {
    /** How long a worker may be away. */
    public static final Duration GRACE = Duration.ofSeconds(60);

    private final InMemoryJournal journal;
    private final ArtifactStore artifacts;
    private final SlotPool pool;
    private final Orchestrator orchestrator;
    private final List<Worker> workers = new ArrayList<>();

    /** @param folder for the artifacts */
    public LocalFederation(Path folder, Ticker ticker) {
        this(folder, ticker, new InMemoryJournal());
    }

    /** @param journal may hold tasks of an earlier federation; {@link Orchestrator#recover} goes on with them */
    public LocalFederation(Path folder, Ticker ticker, InMemoryJournal journal) {
        this(folder, ticker, journal, new Disk(folder, 0));
    }

    /** @param disk below the folder, which says when it is full */
    public LocalFederation(Path folder, Ticker ticker, InMemoryJournal journal, Disk disk) {
        this.journal = journal;
        try {
            artifacts = new DiskArtifactStore(folder, disk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pool = new SlotPool(Clock.systemUTC(), ticker, GRACE, new Leftovers(artifacts, journal));
        orchestrator = new Orchestrator(journal, pool, artifacts, Clock.systemUTC(), ticker, Pace.FREE, 8, 100);
    }

    /** Connects a real worker. */
    public LocalFederation withWorker(String id, int slots, DatasetCatalog datasets, LocalTrainer trainer) {
        return connect(new Link(id, slots, datasets, trainer, true));
    }

    /** Connects a real worker the way a server holds its own: messages are encoded to be counted, and handed over as they are. */
    public LocalFederation withEmbeddedWorker(String id, int slots, DatasetCatalog datasets, LocalTrainer trainer) {
        return connect(new Link(id, slots, datasets, trainer, false));
    }

    private LocalFederation connect(Link link) {
        workers.add(link.worker);
        link.worker.start();
        return this;
    }

    /**
     * Submits a task under a name of its own.
     *
     * @return its id
     */
    public String submit(TaskSpec spec, DataShape shape) {
        return submit(spec, shape, null);
    }

    /**
     * Submits a task at sites.
     *
     * @param federation whose sites are workers of this federation, by their ids
     * @return the task's id
     */
    public String submit(TaskSpec spec, DataShape shape, @Nullable Federation federation) {
        String id = UUID.randomUUID().toString();
        String name = spec.name() == null ? id : spec.name();
        orchestrator.submit(new Task(
                id,
                name,
                TaskState.QUEUED,
                spec,
                shape,
                federation,
                Clock.systemUTC().instant()));
        return id;
    }

    /**
     * Runs a task to its end.
     *
     * @return the final model
     */
    public Sha256 train(TaskSpec spec, DataShape shape) {
        return train(spec, shape, null);
    }

    /**
     * Runs a task at sites to its end.
     *
     * @param federation whose sites are workers of this federation, by their ids
     */
    public Sha256 train(TaskSpec spec, DataShape shape, @Nullable Federation federation) {
        String id = submit(spec, shape, federation);
        journal.awaitState(id, TaskState.COMPLETED);
        return Objects.requireNonNull(journal.progress(id).model());
    }

    public InMemoryJournal journal() {
        return journal;
    }

    public ArtifactStore artifacts() {
        return artifacts;
    }

    public SlotPool pool() {
        return pool;
    }

    public Orchestrator orchestrator() {
        return orchestrator;
    }

    @Override
    public void close() {
        orchestrator.close();
        workers.forEach(Worker::close);
    }

    /** The way between pool and worker. */
    private final class Link implements WorkerLink {
        private final String id;
        private final Worker worker;
        private final boolean wire;

        /** @param wire whether what the worker is asked is decoded again, as on a wire */
        Link(String id, int slots, DatasetCatalog datasets, LocalTrainer trainer, boolean wire) {
            this.id = id;
            this.wire = wire;
            this.worker = new Worker(new WorkerSettings(id, slots, "cpu"), datasets, artifacts, this::answer, trainer);
        }

        @Override
        public long send(ServerMessage message) {
            byte[] frame = MessageCodec.encode(message);
            worker.receive(wire ? MessageCodec.decodeServerMessage(frame) : message);
            return frame.length;
        }

        private void answer(WorkerMessage message) {
            if (message instanceof WorkerMessage.Hello hello) {
                pool.connected(id, hello, this);
            } else {
                pool.received(id, message, MessageCodec.encode(message).length);
            }
        }
    }
}
