package io.tributary.backend.task;

import io.tributary.orchestrator.round.DownlinkPlan;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.task.TaskSpec;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of all frames of a mean round, from the sizes of what it sends; the most that they can be, where frames vary.
 *
 * @param up from clients
 * @param down to clients
 * @param updates that the round gets
 * @param asked clients that it asks for them
 */
public record Traffic(long up, long down, double updates, double asked) {
    /** Any name has this length. */
    static final Sha256 SOME_ARTIFACT = new Sha256("0".repeat(64));

    /** A client reports about this often. */
    private static final long PROGRESS_MESSAGES = 10;

    private static final String SOME_TASK = "00000000-0000-0000-0000-000000000000";
    private static final String SOME_LEASE = "xxxxxxxx-1000";

    /** @param updates that a mean round gets */
    static Traffic of(TaskSpec spec, DatasetInfo dataset, ModelGraph graph, double updates) {
        int rounds = spec.training().rounds();
        double asked = spec.flush().isPresent() ? updates : spec.clientsAsked();
        DownlinkPlan downlink = DownlinkPlan.of(spec, graph.layout());
        double beside = (double) shared(spec) * downlink.besideBytes(graph.layout()) * (rounds - 1) / rounds;
        MaskTraffic masks = MaskTraffic.of(spec);
        return new Traffic(
                Math.round(updates * (updateBytes(spec, graph) + answerBytes(dataset, spec))) + masks.up(),
                Math.round(asked * (downlink.expectedBytes(spec) + beside + assignBytes(spec))) + masks.down(),
                updates,
                asked);
    }

    /** Whether an entropy stage makes frames smaller by what is in them. */
    static boolean varies(TaskSpec spec) {
        return Compressors.of(spec.compression().uplink()).vary()
                || Compressors.of(spec.compression().downlink()).vary();
    }

    /** Whether a client keeps something from round to round. */
    static boolean leavesResidual(TaskSpec spec) {
        return residual(spec) != null;
    }

    private static long updateBytes(TaskSpec spec, ModelGraph graph) {
        return Compressors.of(spec.compression().uplink())
                .frameSize(strategy(spec).numbers(graph.parameters()));
    }

    private static long assignBytes(TaskSpec spec) {
        Work work = new Work.Train(
                spec.training().rounds(),
                spec.clientsPerRound(),
                SOME_ARTIFACT,
                Collections.nCopies(shared(spec), SOME_ARTIFACT),
                residual(spec));
        return bytes(spec, work);
    }

    /** Of a message that asks for work. */
    static long bytes(TaskSpec spec, Work work) {
        Assignment assignment = new Assignment(SOME_LEASE, 1, SOME_TASK, spec, work);
        return MessageCodec.encode(new ServerMessage.Assign(assignment)).length;
    }

    /** Of a message that answers. */
    static long bytes(Result result) {
        return MessageCodec.encode(new WorkerMessage.Done(SOME_LEASE, 1, result)).length;
    }

    private static @Nullable Sha256 residual(TaskSpec spec) {
        TaskSpec.Codec codec = spec.compression().uplink();
        boolean feedback = codec.errorFeedback() && Compressors.of(codec).lossy();
        boolean remembers = strategy(spec).client(spec.aggregation().values()).memory() > 0;
        return feedback || remembers ? SOME_ARTIFACT : null;
    }

    /** Vectors that the strategy hands to clients beside the model, from the second round on. */
    private static int shared(TaskSpec spec) {
        return strategy(spec).server(spec.aggregation().values()).shared().size();
    }

    private static Strategy strategy(TaskSpec spec) {
        return Strategies.of(spec.aggregation().strategy());
    }

    /** The done message and the progress messages before it. */
    private static long answerBytes(DatasetInfo dataset, TaskSpec spec) {
        long examples = dataset.trainExamples() / spec.clients().count();
        Result trained = new Result.Trained(
                SOME_ARTIFACT, examples, 0.1234567890123456, 0.123456789, 0.0123456789, residual(spec));
        WorkerMessage progress = new WorkerMessage.Progress(SOME_LEASE, 1, examples, examples);
        return bytes(trained) + PROGRESS_MESSAGES * MessageCodec.encode(progress).length;
    }
}
