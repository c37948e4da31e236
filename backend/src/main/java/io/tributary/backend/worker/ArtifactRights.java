package io.tributary.backend.worker;

import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import org.springframework.stereotype.Component;

/** What a site's worker may fetch and send: what its assignments are about, and no more bytes than they can take. */
@Component
class ArtifactRights {
    private final SlotPool pool;

    ArtifactRights(SlotPool pool) {
        this.pool = pool;
    }

    /** Whether one of the worker's assignments names the artifact. */
    boolean mayFetch(String worker, Sha256 artifact) {
        return pool.assigned(worker).stream().anyMatch(assignment -> names(assignment.work(), artifact));
    }

    /** The most bytes of one artifact that the worker's assignments call for; 0 where they call for none. */
    long mostBytes(String worker) {
        return pool.assigned(worker).stream().mapToLong(this::mostBytes).max().orElse(0);
    }

    /** The most bytes of all artifacts together that the worker's assignments call for. */
    long allBytes(String worker) {
        return pool.assigned(worker).stream()
                .mapToLong(assignment -> mostBytes(assignment) * (residualTravels(assignment) ? 2 : 1))
                .sum();
    }

    private static boolean names(Work work, Sha256 artifact) {
        return (work instanceof Work.Train train
                        && (train.weights().equals(artifact)
                                || train.shared().contains(artifact)
                                || artifact.equals(train.residual())))
                || (work instanceof Work.Evaluate evaluate && evaluate.weights().equals(artifact));
    }

    private long mostBytes(Assignment assignment) {
        if (assignment.work() instanceof Work.Train) {
            long parameters = graph(assignment).parameters();
            TaskSpec spec = assignment.spec();
            long frame = Compressors.of(spec.compression().uplink())
                    .frameSize(Strategies.of(spec.aggregation().strategy()).numbers(parameters));
            return residualTravels(assignment) ? Math.max(frame, Float.BYTES * parameters * kept(assignment)) : frame;
        }
        return assignment.work() instanceof Work.Initialise
                ? Safetensors.fileSize(graph(assignment).layout())
                : 0;
    }

    private static boolean residualTravels(Assignment assignment) {
        return assignment.spec().partition().scheme() != PartitionScheme.BY_WORKER && kept(assignment) > 0;
    }

    /** Vectors that a client keeps: its strategy's, or what packing lost. */
    private static int kept(Assignment assignment) {
        TaskSpec.Aggregation aggregation = assignment.spec().aggregation();
        int own = Strategies.of(aggregation.strategy())
                .client(aggregation.values())
                .memory();
        return own == 0 && assignment.spec().compression().uplink().errorFeedback() ? 1 : own;
    }

    private ModelGraph graph(Assignment assignment) {
        DataShape shape = assignment.encoding() != null
                ? assignment.encoding().shape()
                : pool.dataset(assignment.spec().dataset())
                        .map(DatasetInfo::shape)
                        .orElseThrow();
        return ModelGraph.of(assignment.spec().model(), shape);
    }
}
