package io.tributary.worker;

import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.training.LocalTrainer;
import io.tributary.worker.training.LocalTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A worker with a server's end to talk to. */
final class WorkerHarness implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    final ArtifactStore artifacts;
    final Worker worker;
    private final BlockingQueue<WorkerMessage> received = new LinkedBlockingQueue<>();
    private final List<WorkerMessage.Progress> progress = new ArrayList<>();
    private final WorkerMessage.Hello hello;
    private int assignments;

    WorkerHarness(Path folder, int slots, DatasetCatalog datasets) {
        this(folder, slots, datasets, new LocalTraining());
    }

    WorkerHarness(Path folder, int slots, DatasetCatalog datasets, LocalTrainer trainer) {
        try {
            // Nothing in memory: so equal updates have one name.
            artifacts = new DiskArtifactStore(folder, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        worker = new Worker(new WorkerSettings("test", slots, "cpu"), datasets, artifacts, received::add, trainer);
        worker.start();
        hello = (WorkerMessage.Hello) next();
    }

    WorkerMessage.Hello hello() {
        return hello;
    }

    static TaskSpec spec(String json) {
        return JsonMapper.shared().readValue(json, TaskSpec.class);
    }

    /** Sends an assignment. @return its id */
    String assign(TaskSpec spec, Work work) {
        return assign(spec, work, null);
    }

    private String assign(TaskSpec spec, Work work, @Nullable Encoding encoding) {
        String id = "a" + ++assignments;
        worker.receive(new ServerMessage.Assign(new Assignment(id, 1, "task", spec, work, encoding)));
        return id;
    }

    /** The next message that is not progress. */
    WorkerMessage next() {
        try {
            while (true) {
                WorkerMessage message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("The worker said nothing for " + PATIENCE_SECONDS + " seconds");
                }
                if (!(message instanceof WorkerMessage.Progress report)) {
                    return message;
                }
                progress.add(report);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The progress seen on the way to the last answer. */
    List<WorkerMessage.Progress> progress() {
        return progress;
    }

    /** What is there to hear, now. */
    int unheard() {
        return received.size();
    }

    /** Does one piece of work and waits for its result. */
    <T extends Result> T run(TaskSpec spec, Work work, Class<T> type) {
        return run(spec, work, null, type);
    }

    <T extends Result> T run(TaskSpec spec, Work work, @Nullable Encoding encoding, Class<T> type) {
        assign(spec, work, encoding);
        WorkerMessage answer = next();
        if (answer instanceof WorkerMessage.Done done) {
            return type.cast(done.result());
        }
        throw new AssertionError(answer);
    }

    WorkerMessage.Failed failure() {
        WorkerMessage answer = next();
        if (answer instanceof WorkerMessage.Failed failed) {
            return failed;
        }
        throw new AssertionError(answer);
    }

    Sha256 initialise(TaskSpec spec) {
        return run(spec, new Work.Initialise(), Result.Initialised.class).weights();
    }

    @Override
    public void close() {
        worker.close();
    }
}
