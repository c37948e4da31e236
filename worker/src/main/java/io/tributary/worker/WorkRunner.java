package io.tributary.worker;

import io.tributary.protocol.aggregation.ClientRule;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.DiskFullException;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelGraph.InvalidModelException;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.attack.Attack;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.Share;
import io.tributary.worker.engine.Network;
import io.tributary.worker.evaluation.Evaluation;
import io.tributary.worker.loss.Loss;
import io.tributary.worker.partition.Partition;
import io.tributary.worker.partition.PartitionCache;
import io.tributary.worker.secure.MaskedClient;
import io.tributary.worker.training.ClientRound;
import io.tributary.worker.training.InitialWeights;
import io.tributary.worker.training.LocalTrainer;
import io.tributary.worker.training.LocalUpdate;
import io.tributary.worker.training.Watch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns work into results, on the calling thread. Safe for use by many threads. */
final class WorkRunner {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final DatasetCatalog datasets;
    private final ArtifactStore artifacts;
    private final LocalTrainer trainer;
    private final PartitionCache partitions = new PartitionCache();
    private final ModelReader models;
    private final UpdatePacker packer;
    private final Attack attack = new Attack();
    private final MaskedWork masked;

    WorkRunner(DatasetCatalog datasets, ArtifactStore artifacts, LocalTrainer trainer) {
        this.datasets = datasets;
        this.artifacts = artifacts;
        this.trainer = trainer;
        this.models = new ModelReader(artifacts);
        this.packer = new UpdatePacker(artifacts);
        this.masked = new MaskedWork(artifacts);
    }

    /**
     * Does what an assignment asks.
     *
     * @throws java.util.concurrent.CancellationException where the watch stopped it
     * @throws TributaryException where it cannot be done
     */
    Result run(Assignment assignment, Networks networks, Watch watch) {
        long start = THREADS.getCurrentThreadCpuTime();
        Work work = assignment.work();
        TaskSpec spec = assignment.spec();
        if (work instanceof Work.Summarise) {
            return summarise(assignment, start);
        } else if (work instanceof Work.Share share) {
            return new Result.Shared(masked.share(assignment.task(), share), cpuSeconds(start));
        } else if (work instanceof Work.Unmask unmask) {
            return new Result.Unmasked(masked.unmask(assignment.task(), unmask), cpuSeconds(start));
        }
        Dataset dataset = datasets.get(spec.dataset(), assignment.encoding());
        if (work instanceof Work.Train train) {
            return train(assignment, dataset, train, networks, watch, start);
        } else if (work instanceof Work.Evaluate evaluate) {
            return evaluate(spec, dataset, evaluate, networks, watch, start);
        } else if (work instanceof Work.Initialise) {
            return initialise(spec, dataset, start);
        } else if (work instanceof Work.Advertise advertise) {
            int examples = share(spec, dataset, advertise.client()).count();
            return new Result.Advertised(masked.advertise(assignment.task(), advertise), examples, cpuSeconds(start));
        }
        Partition partition = partitions.get(dataset, spec);
        return new Result.Described(partition.describe(), dataset.test().count(), cpuSeconds(start));
    }

    private Result summarise(Assignment assignment, long start) {
        Encoding encoding = assignment.encoding();
        if (encoding == null) {
            throw new TributaryException(
                    ErrorCode.INTERNAL,
                    "Assignment " + assignment.id() + " asks for sums without saying of which columns.");
        }
        return new Result.Summarised(datasets.summarise(assignment.spec().dataset(), encoding), cpuSeconds(start));
    }

    /** Drops what can be read again, to free memory. */
    void forget() {
        models.forget();
        attack.forget();
    }

    private Result initialise(TaskSpec spec, Dataset dataset, long start) {
        ModelGraph graph = graph(spec, dataset);
        Sha256 name = store(Safetensors.header(graph.layout()), InitialWeights.of(graph.layout(), spec.seed()));
        return new Result.Initialised(name, cpuSeconds(start));
    }

    private Result train(
            Assignment assignment, Dataset dataset, Work.Train work, Networks networks, Watch watch, long start) {
        TaskSpec spec = assignment.spec();
        Optional<MaskedClient> mask = masked.client(assignment.task(), work);
        ModelGraph graph = graph(spec, dataset);
        Compressor compressor = known(() -> Compressors.of(spec.compression().uplink()));
        Share examples = Attack.examples(spec, work.client(), share(spec, dataset, work.client()));
        ByteBuffer weights = models.read(work.weights(), graph.layout());
        Network network = network(spec, graph, networks);
        ClientSide side = side(spec, compressor, work, graph, weights, examples.count());
        long begun = System.nanoTime();
        LocalUpdate update = trainer.train(
                new ClientRound(spec, work.round(), work.client(), examples, weights, network, side.correction()),
                watch);
        watch.check();
        SimulatedSpeed.slowDown(spec, work.client(), System.nanoTime() - begun, watch);
        if (Attack.onUpdate(spec, work.client())) {
            attack.corrupt(
                    spec,
                    work.round(),
                    work.client(),
                    work.weights(),
                    update.difference(),
                    other -> trainer.train(
                                    new ClientRound(
                                            spec, work.round(), other, share(spec, dataset, other), weights, network),
                                    Watch.quiet(watch))
                            .difference());
        } else {
            PrivateUpdate.protect(spec.privacy(), update.difference());
        }
        long packing = THREADS.getCurrentThreadCpuTime();
        UpdatePacker.Packed packed = mask.isPresent()
                ? mask(mask.get(), spec, work, update)
                : pack(spec, work, compressor, update.difference(), side);
        return new Result.Trained(
                packed.update(),
                update.examples(),
                update.loss(),
                cpuSeconds(start),
                cpuSeconds(packing),
                packed.residual());
    }

    private Share share(TaskSpec spec, Dataset dataset, int client) {
        return new Share(dataset.train(), partitions.get(dataset, spec).examples(client));
    }

    private ClientSide side(
            TaskSpec spec, Compressor compressor, Work.Train work, ModelGraph graph, ByteBuffer weights, int examples) {
        Strategy strategy = known(() -> Strategies.of(spec.aggregation().strategy()));
        TaskSpec.Training training = spec.training().in(work.round());
        ClientSide.Round round = new ClientSide.Round(
                new ClientRule.Training(work.round(), training.learningRate(), training.steps(examples)),
                weights,
                work.shared().stream()
                        .map(name -> models.read(name, graph.layout()))
                        .toList());
        boolean feedback = compressor.lossy() && spec.compression().uplink().errorFeedback();
        try {
            return ClientSide.of(
                    strategy,
                    spec.aggregation().values(),
                    feedback,
                    round,
                    size -> packer.recall(work.residual(), size));
        } catch (DiskFullException e) {
            throw full("residual", e);
        }
    }

    private UpdatePacker.Packed pack(
            TaskSpec spec, Work.Train work, Compressor compressor, ByteBuffer difference, ClientSide side) {
        try {
            return packer.pack(
                    compressor,
                    difference,
                    side,
                    Seeds.generator(spec.seed(), Purpose.COMPRESSION, work.round(), work.client()));
        } catch (IOException e) {
            throw full("update", e);
        }
    }

    private UpdatePacker.Packed mask(MaskedClient client, TaskSpec spec, Work.Train work, LocalUpdate update) {
        try {
            return new UpdatePacker.Packed(
                    masked.mask(client, spec, Objects.requireNonNull(work.masking()), update), null);
        } catch (IOException e) {
            throw full("masked update", e);
        }
    }

    private Result evaluate(
            TaskSpec spec, Dataset dataset, Work.Evaluate work, Networks networks, Watch watch, long start) {
        ModelGraph graph = graph(spec, dataset);
        Evaluation.Slice slice = known(() -> new Evaluation.Slice(
                dataset.test(), work.from(), work.to(), spec.evaluation().batchSize()));
        ByteBuffer weights = models.read(work.weights(), graph.layout());
        Evaluation evaluation =
                Evaluation.of(weights, slice, Loss.of(spec.training().loss()), network(spec, graph, networks), watch);
        return new Result.Evaluated(
                evaluation.examples(),
                evaluation.lossSum(),
                evaluation.confusion(),
                cpuSeconds(start),
                evaluation.residuals());
    }

    private static ModelGraph graph(TaskSpec spec, Dataset dataset) {
        try {
            ModelGraph graph =
                    known(() -> ModelGraph.of(spec.model(), dataset.info().shape()));
            if (graph.parameters() > ModelGraph.ONE_BUFFER) {
                throw TributaryException.ofField(
                        ErrorCode.INVALID_SPEC,
                        "model",
                        "The model has " + graph.parameters() + " parameters; this worker trains at most "
                                + ModelGraph.ONE_BUFFER + ". Make its layers smaller.");
            }
            return graph;
        } catch (InvalidModelException e) {
            throw TributaryException.ofField(ErrorCode.INVALID_SPEC, "model", e.reason());
        }
    }

    /** One network for both kinds of work, so that a slot that alternates does not build two. */
    private static Network network(TaskSpec spec, ModelGraph graph, Networks networks) {
        return networks.get(
                graph, Math.max(spec.training().batchSize(), spec.evaluation().batchSize()));
    }

    /** What registries and records refuse is a spec that this worker cannot follow. */
    private static <T> T known(Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            throw new TributaryException(ErrorCode.INVALID_SPEC, String.valueOf(e.getMessage()), e);
        }
    }

    private Sha256 store(ByteBuffer... parts) {
        try {
            return artifacts.put(Durability.SYNCED, parts);
        } catch (IOException e) {
            throw full("first model", e);
        }
    }

    private static TributaryException full(String what, IOException e) {
        return new TributaryException(
                ErrorCode.STORAGE_FULL,
                "The worker cannot store the " + what + " (" + e.getMessage() + "); free some space on its disk.",
                e);
    }

    private static double cpuSeconds(long start) {
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    }
}
