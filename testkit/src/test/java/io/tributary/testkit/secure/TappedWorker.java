package io.tributary.testkit.secure;

import io.tributary.orchestrator.dispatch.WorkerLink;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.testkit.LocalFederation;
import io.tributary.worker.Worker;
import io.tributary.worker.WorkerSettings;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.training.LocalTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A real worker whose line is tapped: every result is written down, and some work never reaches it. */
final class TappedWorker implements WorkerLink, AutoCloseable {
    private final String id;
    private final LocalFederation federation;
    private final Predicate<Work> lost;
    private final Worker worker;
    private final List<Result> results = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final Map<Integer, byte[]> updates = new ConcurrentHashMap<>();
    private final Map<String, Integer> training = new ConcurrentHashMap<>();

    /** @param lost the work that is answered as failed */
    TappedWorker(String id, int slots, DatasetCatalog datasets, LocalFederation federation, Predicate<Work> lost) {
        this.id = id;
        this.federation = federation;
        this.lost = lost;
        this.worker = new Worker(
                new WorkerSettings(id, slots, "cpu"),
                datasets,
                federation.artifacts(),
                this::answer,
                new LocalTraining());
        worker.start();
    }

    /** All results so far, in the order they came. */
    List<Result> results() {
        return results;
    }

    /** The latest update of each client, as the server has it. */
    Map<Integer, byte[]> updates() {
        return updates;
    }

    /** All messages of the worker so far. */
    List<String> sent() {
        return sent;
    }

    @Override
    public long send(ServerMessage message) {
        byte[] frame = MessageCodec.encode(message);
        if (message instanceof ServerMessage.Assign assign
                && lost.test(assign.assignment().work())) {
            answer(new WorkerMessage.Failed(
                    assign.assignment().id(), assign.assignment().epoch(), ErrorCode.TRAINING_FAILED, "It went away."));
        } else {
            if (message instanceof ServerMessage.Assign assign
                    && assign.assignment().work() instanceof Work.Train train) {
                training.put(assign.assignment().id(), train.client());
            }
            worker.receive(MessageCodec.decodeServerMessage(frame));
        }
        return frame.length;
    }

    private void answer(WorkerMessage message) {
        if (message instanceof WorkerMessage.Hello hello) {
            federation.pool().connected(id, hello, this);
            return;
        }
        byte[] frame = MessageCodec.encode(message);
        sent.add(new String(frame, StandardCharsets.UTF_8));
        if (message instanceof WorkerMessage.Done done) {
            results.add(done.result());
            if (done.result() instanceof Result.Trained trained) {
                updates.put(Objects.requireNonNull(training.get(done.assignment())), read(trained.update()));
            }
        }
        federation.pool().received(id, MessageCodec.decodeWorkerMessage(frame), frame.length);
    }

    private byte[] read(Sha256 artifact) {
        try (SeekableByteChannel file = federation.artifacts().open(artifact)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // Until all is there.
            }
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
