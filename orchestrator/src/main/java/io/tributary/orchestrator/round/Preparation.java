package io.tributary.orchestrator.round;

import io.tributary.orchestrator.dispatch.WorkerPool;
import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.round.Errands.Errand;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Federation.Site;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.model.ModelGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes before the first round: the sites agree on a scale, the clients tell what they hold, the first weights are made.
 * Done once in a task's life.
 */
public final class Preparation {
    private final Task task;
    private final Journal journal;
    private final WorkerPool pool;
    private final ArtifactStore artifacts;
    private final Ticker ticker;
    private final StopSignal stop;
    private final Attendance attendance;

    public Preparation(
            Task task, Journal journal, WorkerPool pool, ArtifactStore artifacts, Ticker ticker, StopSignal stop) {
        this.task = task;
        this.journal = journal;
        this.pool = pool;
        this.artifacts = artifacts;
        this.ticker = ticker;
        this.stop = stop;
        this.attendance = new Attendance(task, journal, pool, ticker, stop);
    }

    /**
     * Prepares the task, unless that was done.
     *
     * @return the task with what is known about its sites
     * @throws StopSignal.StoppedException where it was told to stop
     * @throws TributaryException where a worker cannot do its part
     */
    public Task run() {
        if (journal.progress(task.id()).model() != null) {
            return task;
        }
        Federation federation = task.federation();
        return federation == null ? dealt() : atSites(federation);
    }

    private Task dealt() {
        Errands errands = new Errands(pool, task, ticker, stop);
        Result.Described described = errands.run(Errand.anywhere(new Work.Describe()), Result.Described.class);
        Sha256 weights = first(errands, null);
        prepared(task, weights, described.clients(), described.testExamples());
        return task;
    }

    private Task atSites(Federation federation) {
        attendance.awaitAll();
        Federation scaled = scaled(federation);
        Errands errands = errands(task.with(scaled));
        List<Result.Described> described =
                errands.runAll(everywhere(federation, new Work.Describe()), Result.Described.class);
        List<ClientData> clients = new ArrayList<>();
        for (Site site : federation.sites()) {
            clients.add(onlyClient(clients.size(), site, described.get(clients.size())));
        }
        List<Long> tests =
                described.stream().map(Result.Described::testExamples).toList();
        String anySite = federation.sites().get(0).worker();
        Sha256 weights = first(errands, anySite);
        List<Long> examples = clients.stream().map(ClientData::examples).toList();
        Task prepared = task.with(new Federation(federation.sites(), scaled.encoding(), examples, tests));
        prepared(
                prepared,
                weights,
                clients,
                tests.stream().mapToLong(Long::longValue).sum());
        return prepared;
    }

    private static ClientData onlyClient(int client, Site site, Result.Described described) {
        if (described.clients().size() != 1) {
            throw new TributaryException(
                    ErrorCode.TRAINING_FAILED,
                    site.name() + " described " + described.clients().size() + " clients; a site is one.");
        }
        ClientData data = described.clients().get(0);
        if (data.examples() < 1 || described.testExamples() < 0) {
            throw new TributaryException(
                    ErrorCode.TRAINING_FAILED,
                    site.name() + " described " + data.examples() + " examples to train on and "
                            + described.testExamples() + " held out; at least 1 and 0 are needed.");
        }
        return new ClientData(client, data.examples(), data.labelHistogram());
    }

    /** Sums of all sites make the scale that all of them use; added in the order of the sites, so that it has always the same bits. */
    private Federation scaled(Federation federation) {
        Encoding encoding = federation.encoding();
        if (encoding == null) {
            return federation;
        }
        List<Result.Summarised> sums =
                errands(task).runAll(everywhere(federation, new Work.Summarise()), Result.Summarised.class);
        Encoding scaled =
                encoding.scaledBy(sums.stream().map(Result.Summarised::moments).toList());
        return new Federation(federation.sites(), scaled);
    }

    /** At sites: who is away is waited for, and watchers are told. */
    private Errands errands(Task known) {
        return new Errands(pool, known, ticker, stop, attendance::awaitAll);
    }

    private static List<Errand> everywhere(Federation federation, Work work) {
        return federation.sites().stream()
                .map(Site::worker)
                .map(worker -> new Errand(work, worker))
                .toList();
    }

    /**
     * The first weights, pinned: made by a worker, or those of an earlier task.
     *
     * @param site to make them, null for any worker
     */
    private Sha256 first(Errands errands, @Nullable String site) {
        String known = task.spec().start().model();
        if (known == null) {
            return errands.run(new Errand(new Work.Initialise(), site), Result.Initialised.class)
                    .weights();
        }
        Sha256 weights = new Sha256(known);
        if (!artifacts.pin(weights)) {
            throw new TributaryException(
                    ErrorCode.ARTIFACT_CORRUPT, "The model " + weights + " that the task starts from is gone.");
        }
        return weights;
    }

    private void prepared(Task known, Sha256 weights, List<ClientData> clients, long testExamples) {
        long parameters = ModelGraph.of(task.spec().model(), task.data()).parameters();
        try {
            journal.prepared(task.id(), weights, clients, testExamples, parameters, known.federation());
        } finally {
            artifacts.release(weights);
        }
    }
}
