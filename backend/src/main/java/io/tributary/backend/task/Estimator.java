package io.tributary.backend.task;

import io.tributary.backend.worker.EmbeddedWorker;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.schedule.Outlook;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.privacy.PrivacyLoss;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.training.Calibration;
import java.util.Collections;
import org.springframework.stereotype.Component;

/**
 * Foretells what a task costs: bytes from the sizes of the frames it will send, and where an entropy stage makes them vary from
 * what it made of those of the kind; CPU from what rounds of its kind have taken on this server, else from a short trial of its
 * model; seconds from the CPU and the slots there are.
 */
@Component
public class Estimator {
    /** CPU seconds that messages, events and the journal take for a client in a round, until this server has seen any. */
    private static final double COORDINATION = 0.006;

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

    /** The bytes of a round alone, which need no trial of the model: the most they can be, where they vary. */
    public Traffic traffic(TaskSpec spec) {
        DatasetInfo dataset = dataset(spec);
        ModelGraph graph = ModelGraph.of(spec.model(), dataset.shape());
        return Traffic.of(spec, dataset, graph, outlook(spec, dataset).updates());
    }

    private DatasetInfo dataset(TaskSpec spec) {
        return pool.dataset(spec.dataset())
                .orElseThrow(() -> new TributaryException(
                        ErrorCode.DATASET_UNUSABLE, "No connected worker holds " + spec.dataset() + " any more."));
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
        DatasetInfo dataset = dataset(spec);
        ModelGraph graph = ModelGraph.of(spec.model(), dataset.shape());
        Outlook outlook = outlook(spec, dataset);
        Traffic most = Traffic.of(spec, dataset, graph, outlook.updates());
        Traffic seen =
                Traffic.varies(spec) ? known.traffic(spec, most, this::traffic).orElse(null) : most;
        Traffic traffic = seen == null ? most : seen;
        int rounds = spec.training().rounds();
        double clients = outlook.updates();

        Experience.Cost cost =
                known.cost(spec, dataset).orElseGet(() -> tried(worker.calibrate(graph, spec), spec, dataset));
        double examples = outlook.examples() * spec.training().localEpochs();
        int evaluations =
                (rounds + spec.evaluation().every() - 1) / spec.evaluation().every();
        double training = rounds * examples * cost.trainExample();
        double evaluating = evaluations * dataset.testExamples() * cost.testExample();
        int slots =
                pool.workers().stream().mapToInt(each -> each.hello().slots()).sum();
        double parallel = Math.max(1, Math.min(slots, clients));
        double packing = rounds * graph.parameters() * packing(spec, clients);
        // The task's own thread does this while the clients train, unless they take every core.
        double coordinating = rounds * clients * known.coordination(COORDINATION);
        double seconds = (training * meanSlowness(spec) + evaluating + packing + coordinating) / parallel;
        Double epsilon = PrivacyLoss.of(spec).map(loss -> loss.epsilon(rounds)).orElse(null);
        return new Estimate(
                traffic.up() * rounds,
                traffic.down() * rounds,
                training + evaluating + packing + coordinating,
                seconds,
                graph.parameters(),
                (int) Math.round(clients),
                traffic.up(),
                traffic.down(),
                seen == null,
                epsilon,
                epsilon == null ? null : spec.privacy().delta());
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
    private double packing(TaskSpec spec, double clients) {
        PackingCalibration.Cost up = packing.of(spec.compression().uplink());
        PackingCalibration.Cost down = packing.of(spec.compression().downlink());
        PackingCalibration.Cost whole = packing.of(UNPACKED);
        double feedback = !Traffic.leavesResidual(spec) ? 0 : up.unpack() + whole.pack() + whole.unpack();
        long numbers = Strategies.of(spec.aggregation().strategy()).numbers(1);
        return clients * (whole.unpack() + numbers * (up.pack() + up.unpack()) + feedback)
                + down.pack()
                + down.unpack();
    }

    /** Only rounds that do not wait need to know what each client holds. */
    private Outlook outlook(TaskSpec spec, DatasetInfo dataset) {
        int clients = spec.clients().count();
        return Outlook.of(
                spec,
                spec.flush().isPresent()
                        ? worker.examples(spec, dataset)
                        : Collections.nCopies(clients, dataset.trainExamples() / clients));
    }

    /** Mean of spread^u for u uniform in 0..1: what simulated unequal devices take beside the fastest, where they are waited for. */
    private static double meanSlowness(TaskSpec spec) {
        double spread = spec.flush().isPresent() ? 1 : spec.clients().speedSpread();
        return spread > 1 ? (spread - 1) / Math.log(spread) : 1;
    }
}
