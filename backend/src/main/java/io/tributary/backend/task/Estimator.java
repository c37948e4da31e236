package io.tributary.backend.task;

import io.tributary.backend.worker.EmbeddedWorker;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.round.DownlinkPlan;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.training.Calibration;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Foretells what a task costs: bytes from the sizes of the frames it will send, CPU from what rounds of its kind have taken on
 * this server, else from a short trial of its model, seconds from the CPU and the slots there are.
 */
@Component
public class Estimator {
    /** Any name has this length. */
    private static final Sha256 SOME_ARTIFACT = new Sha256("0".repeat(64));

    /** CPU seconds that messages, events and the journal take for a client in a round, until this server has seen any. */
    private static final double COORDINATION = 0.006;

    private static final String SOME_TASK = "00000000-0000-0000-0000-000000000000";
    private static final String SOME_LEASE = "xxxxxxxx-1000";

    private static final TaskSpec.Codec UNPACKED = new TaskSpec.Codec("none", 16, 1.0, false);

    private final SlotPool pool;
    private final EmbeddedWorker worker;
    private final PackingCalibration packing;
    private final Experience experience;

    Estimator(SlotPool pool, EmbeddedWorker worker, PackingCalibration packing, Experience experience) {
        this.pool = pool;
        this.experience = experience;
        this.packing = packing;
        this.worker = worker;
    }

    /** What a complete spec is expected to cost. */
    public Estimate estimate(TaskSpec spec) {
        return estimates().of(spec);
    }

    /** For many estimates at one moment, from one thread: looks at the latest tasks once. */
    public Estimates estimates() {
        Experience.Known known = experience.known();
        return spec -> estimate(spec, known);
    }

    /** Estimates of one moment. */
    @FunctionalInterface
    public interface Estimates {
        /** What a complete spec is expected to cost. */
        Estimate of(TaskSpec spec);
    }

    private Estimate estimate(TaskSpec spec, Experience.Known known) {
        DatasetInfo dataset = pool.dataset(spec.dataset())
                .orElseThrow(() -> new TributaryException(
                        ErrorCode.DATASET_UNUSABLE, "No connected worker holds " + spec.dataset() + " any more."));
        ModelGraph graph = ModelGraph.of(spec.model(), dataset.shape());
        int rounds = spec.training().rounds();
        int clients = spec.clientsPerRound();
        DownlinkPlan downlink = DownlinkPlan.of(spec, graph.layout());
        double beside = (double) shared(spec) * Safetensors.fileSize(graph.layout()) * (rounds - 1) / rounds;
        long down =
                Math.round(spec.clientsAsked() * (downlink.expectedBytes(spec) + beside + assignBytes(spec, clients)));
        long up = clients * (updateBytes(spec, graph) + answerBytes(dataset, spec));

        Experience.Cost cost =
                known.cost(spec, dataset).orElseGet(() -> tried(worker.calibrate(graph, spec), spec, dataset));
        double examples = (double) dataset.trainExamples()
                / spec.clients().count()
                * spec.training().localEpochs();
        int evaluations =
                (rounds + spec.evaluation().every() - 1) / spec.evaluation().every();
        double training = rounds * clients * examples * cost.trainExample();
        double evaluating = evaluations * dataset.testExamples() * cost.testExample();
        int slots =
                pool.workers().stream().mapToInt(each -> each.hello().slots()).sum();
        double parallel = Math.max(1, Math.min(slots, clients));
        double packing = rounds * graph.parameters() * packing(spec, clients);
        // The task's own thread does this while the clients train, unless they take every core.
        double coordinating = rounds * clients * known.coordination(COORDINATION);
        double seconds = (training * meanSlowness(spec.clients().speedSpread()) + evaluating + packing + coordinating)
                / parallel;
        return new Estimate(
                rounds * up,
                rounds * down,
                training + evaluating + packing + coordinating,
                seconds,
                graph.parameters(),
                clients,
                up,
                down);
    }

    /** A trial's cost; the last batch of an epoch costs a whole one's calls, if not its sums. */
    private static Experience.Cost tried(Calibration.Cost cost, TaskSpec spec, DatasetInfo dataset) {
        double examples =
                Math.max(1, (double) dataset.trainExamples() / spec.clients().count());
        double batches = Math.ceil(examples / spec.training().batchSize());
        return new Experience.Cost(batches * cost.trainBatch() / examples, cost.testExample());
    }

    /**
     * CPU seconds of a round for each parameter: a client reads the model and packs, and with feedback unpacks to see
     * what was lost and keeps that; the server unpacks once to aggregate, and packs and unpacks the model once for all.
     */
    private double packing(TaskSpec spec, int clients) {
        PackingCalibration.Cost up = packing.of(spec.compression().uplink());
        PackingCalibration.Cost down = packing.of(spec.compression().downlink());
        PackingCalibration.Cost whole = packing.of(UNPACKED);
        double feedback = residual(spec) == null ? 0 : up.unpack() + whole.pack() + whole.unpack();
        return clients * (whole.unpack() + up.pack() + up.unpack() + feedback) + down.pack() + down.unpack();
    }

    /** Mean of spread^u for u uniform in 0..1: what simulated unequal devices take beside the fastest. */
    private static double meanSlowness(double spread) {
        return spread > 1 ? (spread - 1) / Math.log(spread) : 1;
    }

    private static long updateBytes(TaskSpec spec, ModelGraph graph) {
        return Compressors.of(spec.compression().uplink()).frameSize(graph.parameters());
    }

    private static long assignBytes(TaskSpec spec, int clients) {
        Work work = new Work.Train(
                spec.training().rounds(),
                clients,
                SOME_ARTIFACT,
                Collections.nCopies(shared(spec), SOME_ARTIFACT),
                residual(spec));
        Assignment assignment = new Assignment(SOME_LEASE, 1, SOME_TASK, spec, work);
        return MessageCodec.encode(new ServerMessage.Assign(assignment)).length;
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
        WorkerMessage done = new WorkerMessage.Done(
                SOME_LEASE,
                1,
                new Result.Trained(
                        SOME_ARTIFACT, examples, 0.1234567890123456, 0.123456789, 0.0123456789, residual(spec)));
        WorkerMessage progress = new WorkerMessage.Progress(SOME_LEASE, 1, examples, examples);
        return MessageCodec.encode(done).length + PROGRESS_MESSAGES * MessageCodec.encode(progress).length;
    }

    /** A client reports about this often. */
    private static final long PROGRESS_MESSAGES = 10;
}
