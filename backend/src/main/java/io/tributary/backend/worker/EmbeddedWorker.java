package io.tributary.backend.worker;

import io.tributary.backend.TributaryProperties;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.dispatch.WorkerLink;
import io.tributary.orchestrator.task.Orchestrator;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.MessageCodec;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.message.WorkerMessage.Hello;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.Showcase;
import io.tributary.worker.Worker;
import io.tributary.worker.WorkerSettings;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.Examples;
import io.tributary.worker.partition.Partition;
import io.tributary.worker.training.Calibration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The worker inside the server. It speaks the messages of a remote one, encoded so that their bytes are counted. What is in them
 * is handed over as it is, because reading it again would cost a small model about a two-hundredth of its training; artifacts are
 * shared instead of sent.
 */
@Component
public class EmbeddedWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedWorker.class);
    private static final String ID = "embedded";
    private static final String DEVICE = "auto";

    private final SlotPool pool;
    private final Orchestrator orchestrator;
    private final DatasetCatalog datasets;
    private final Worker worker;
    private final Calibration calibration = new Calibration(DEVICE);
    private final Showcase showcase;
    private volatile boolean running;

    EmbeddedWorker(
            SlotPool pool,
            Orchestrator orchestrator,
            DatasetCatalog datasets,
            ArtifactStore artifacts,
            TributaryProperties properties) {
        this.pool = pool;
        this.orchestrator = orchestrator;
        this.datasets = datasets;
        this.showcase = new Showcase(datasets, artifacts, DEVICE);
        int slots = properties.slots() > 0
                ? properties.slots()
                : Runtime.getRuntime().availableProcessors();
        this.worker = new Worker(new WorkerSettings(ID, slots, DEVICE), datasets, artifacts, this::answer);
    }

    /** What a model costs on this machine, tried on the task's own data where they are here. */
    public Calibration.Cost calibrate(ModelGraph graph, TaskSpec spec) {
        Examples examples = here(spec.dataset()) ? datasets.get(spec.dataset()).train() : null;
        return calibration.of(graph, spec.training(), examples);
    }

    /** What a model takes some held-out examples for. */
    public List<Showcase.Prediction> predictions(TaskSpec spec, Sha256 model, int count) {
        return showcase.predict(spec, model, count);
    }

    /** The pixels of some training examples of a label. */
    public List<List<Integer>> samples(String dataset, int label, int count) {
        return showcase.samples(dataset, label, count);
    }

    /** How a spec's partition deals its data set out. */
    public List<ClientData> partition(TaskSpec spec) {
        return Partition.of(
                        datasets.get(spec.dataset()).train(),
                        spec.partition(),
                        spec.clients().count(),
                        spec.seed())
                .describe();
    }

    /** How many examples a spec's partition deals to each client, by index; evenly where the data are not here. */
    public List<Long> examples(TaskSpec spec, DatasetInfo dataset) {
        return here(spec.dataset())
                ? partition(spec).stream().map(ClientData::examples).toList()
                : Collections.nCopies(
                        spec.clients().count(),
                        dataset.trainExamples() / spec.clients().count());
    }

    private boolean here(String dataset) {
        return datasets.info().stream().anyMatch(each -> each.id().equals(dataset));
    }

    /** Connects, then lets the unfinished tasks go on. */
    @Override
    public void start() {
        worker.start();
        try {
            orchestrator.recover();
        } catch (IOException e) {
            throw new UncheckedIOException("The artifacts cannot be read", e);
        }
        running = true;
    }

    /**
     * Reads all of them now: one that is broken is not offered, instead of failing the first task that wants it. Comes before the server
     * takes the lead, so that a take-over need not wait for it.
     */
    @EventListener(WebServerInitializedEvent.class)
    void readDatasets() {
        for (DatasetInfo dataset : datasets.info()) {
            try {
                datasets.get(dataset.id());
            } catch (TributaryException e) {
                LOG.warn("Data set {} is not offered: {}", dataset.id(), e.message());
            }
        }
    }

    @Scheduled(fixedDelay = 1000)
    void resumeHeld() {
        if (running) {
            orchestrator.resumeHeld();
        }
    }

    /** As often as uploads are swept, which leaves the artifacts that nobody needs. */
    @Scheduled(fixedDelayString = "${tributary.disk.collect}", initialDelayString = "${tributary.disk.collect}")
    void collectGarbage() throws IOException {
        if (running) {
            orchestrator.collectGarbage();
        }
    }

    @Override
    public void stop() {
        orchestrator.close();
        worker.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void answer(WorkerMessage message) {
        if (message instanceof Hello hello) {
            pool.connected(ID, hello, new Link());
        } else {
            pool.received(ID, message, MessageCodec.encode(message).length);
        }
    }

    private final class Link implements WorkerLink {
        @Override
        public long send(ServerMessage message) {
            worker.receive(message);
            return MessageCodec.encode(message).length;
        }
    }
}
