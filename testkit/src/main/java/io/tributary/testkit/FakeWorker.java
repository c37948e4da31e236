package io.tributary.testkit;

import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.dispatch.WorkerLink;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A worker whose every answer the test gives by hand. It sets tasks up and evaluates by itself; training it leaves to the
 * test, in {@link #nextTraining()}.
 */
public final class FakeWorker implements WorkerLink {
    /** Three inputs, two classes. */
    public static final DataShape SHAPE = new DataShape(1, 1, 3, 2);

    public static final String DATASET = "fake";
    private static final long TEST_EXAMPLES = 10;

    private final String id;
    private final SlotPool pool;
    private final ArtifactStore artifacts;
    private final BlockingQueue<Assignment> training = new LinkedBlockingQueue<>();
    private final List<String> cancelled = new ArrayList<>();
    private double accuracy = 0.5;

    /** Connects with so many slots. */
    public FakeWorker(String id, int slots, SlotPool pool, ArtifactStore artifacts) {
        this.id = id;
        this.pool = pool;
        this.artifacts = artifacts;
        pool.connected(
                id,
                new WorkerMessage.Hello(
                        WorkerMessage.PROTOCOL_VERSION,
                        id,
                        slots,
                        "none",
                        "none",
                        List.of(new DatasetInfo(
                                DATASET, "Fake", "Nothing.", SHAPE, List.of("a", "b"), 1000, TEST_EXAMPLES, 0, 1)),
                        List.of("sgd"),
                        Compressors.ids(),
                        null),
                this);
    }

    @Override
    public long send(ServerMessage message) {
        long bytes = MessageCodec.encode(message).length;
        if (message instanceof ServerMessage.Assign assign) {
            take(assign.assignment());
        } else if (message instanceof ServerMessage.Cancel cancel) {
            synchronized (cancelled) {
                cancelled.add(cancel.assignment());
            }
        }
        return bytes;
    }

    /** The next client to train, waiting for it if needed. */
    public Assignment nextTraining() throws InterruptedException {
        Assignment next = training.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("No client was asked to train");
        }
        return next;
    }

    /** Whether anyone waits to be trained right now. */
    public boolean hasTraining() {
        return !training.isEmpty();
    }

    /** The assignments that were taken back. */
    public List<String> cancelled() {
        synchronized (cancelled) {
            return List.copyOf(cancelled);
        }
    }

    /** The accuracy of evaluations from now on. */
    public void evaluateTo(double newAccuracy) {
        accuracy = newAccuracy;
    }

    /** Answers with an update in which every number is the same. */
    public void complete(Assignment assignment, float each, long examples) {
        answer(assignment, new Result.Trained(update(assignment, each), examples, 1.0, 0.25, 0, null));
    }

    /** Answers with any result. */
    public void answer(Assignment assignment, Result result) {
        say(new WorkerMessage.Done(assignment.id(), assignment.epoch(), result));
    }

    /** Answers that it cannot be done. */
    public void fail(Assignment assignment, String reason) {
        say(new WorkerMessage.Failed(assignment.id(), assignment.epoch(), ErrorCode.TRAINING_FAILED, reason));
    }

    /** Answers that its disk is full. */
    public void failForWantOfRoom(Assignment assignment) {
        say(new WorkerMessage.Failed(assignment.id(), assignment.epoch(), ErrorCode.STORAGE_FULL, "The disk is full."));
    }

    /** Says anything. */
    public void say(WorkerMessage message) {
        pool.received(id, message, MessageCodec.encode(message).length);
    }

    /** Is gone. */
    public void vanish() {
        pool.disconnected(id, "The worker vanished");
    }

    /** Stores an update of so many equal numbers, as they are. */
    public Sha256 update(long parameters, float each) {
        return update(Compressors.none(), parameters, each);
    }

    /** Stores an update of equal numbers, packed as the assignment's task asks. */
    public Sha256 update(Assignment assignment, float each) {
        return update(Compressors.of(assignment.spec().compression().uplink()), parameters(assignment), each);
    }

    private Sha256 update(Compressor compressor, long parameters, float each) {
        ByteBuffer difference = floats(parameters, each);
        return put(Durability.VOLATILE, compressor.encode(difference, Seeds.generator(1, Purpose.COMPRESSION, 0, 0)));
    }

    /** Stores a residual, of no use but to be handed back. */
    public Sha256 residual(String content) {
        return put(Durability.FILE, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** How many parameters an assignment's model has. */
    public static long parameters(Assignment assignment) {
        return graph(assignment).parameters();
    }

    private void take(Assignment assignment) {
        Work work = assignment.work();
        if (work instanceof Work.Describe) {
            TaskSpec spec = assignment.spec();
            int clients = spec.partition().scheme() == PartitionScheme.BY_WORKER
                    ? 1
                    : spec.clients().count();
            answer(
                    assignment,
                    new Result.Described(
                            IntStream.range(0, clients)
                                    .mapToObj(client -> new ClientData(client, 100, List.of(50L, 50L)))
                                    .toList(),
                            TEST_EXAMPLES,
                            0.01));
        } else if (work instanceof Work.Initialise) {
            ModelGraph graph = graph(assignment);
            answer(
                    assignment,
                    new Result.Initialised(
                            put(Durability.SYNCED, Safetensors.header(graph.layout()), floats(graph.parameters(), 0)),
                            0.01));
        } else if (work instanceof Work.Evaluate) {
            long right = Math.round(accuracy * TEST_EXAMPLES);
            answer(
                    assignment,
                    new Result.Evaluated(
                            TEST_EXAMPLES, 5.0, List.of(List.of(right, TEST_EXAMPLES - right), List.of(0L, 0L)), 0.01));
        } else {
            training.add(assignment);
        }
    }

    private static ModelGraph graph(Assignment assignment) {
        return ModelGraph.of(assignment.spec().model(), SHAPE);
    }

    private static ByteBuffer floats(long count, float each) {
        ByteBuffer buffer = ByteBuffer.allocate((int) (4 * count)).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            buffer.putFloat(each);
        }
        return buffer.flip();
    }

    private Sha256 put(Durability durability, ByteBuffer... parts) {
        try {
            return artifacts.put(durability, parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
