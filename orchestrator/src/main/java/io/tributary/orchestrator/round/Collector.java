package io.tributary.orchestrator.round;

import io.tributary.orchestrator.aggregation.Contribution;
import io.tributary.orchestrator.aggregation.UpdateCheck;
import io.tributary.orchestrator.dispatch.Answer;
import io.tributary.orchestrator.dispatch.Lease;
import io.tributary.orchestrator.dispatch.WorkerPool;
import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.ClientState.Event;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Result;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a round's clients until each has completed, been rejected, missed its deadline or got lost, or as many have completed
 * as the round needs. Losing clients is data, not an error. A client's deadline runs from the moment a worker has its assignment; a client that waits for a slot
 * has no deadline while anyone in the round gets on, and is lost once nobody did for that long.
 */
final class Collector {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private final Task task;
    private final Journal journal;
    private final WorkerPool pool;
    private final ArtifactStore artifacts;
    private final Ticker ticker;
    private final UpdateCheck updateCheck;
    private final Compressor compressor;
    private final long parameters;
    /** In an update. */
    private final long numbers;

    private final long deadline;

    Collector(Task task, Journal journal, WorkerPool pool, ArtifactStore artifacts, Ticker ticker, long parameters) {
        this.task = task;
        this.journal = journal;
        this.pool = pool;
        this.artifacts = artifacts;
        this.ticker = ticker;
        this.updateCheck = new UpdateCheck(artifacts);
        this.compressor = Compressors.of(task.spec().compression().uplink());
        this.parameters = parameters;
        this.numbers = Strategies.of(task.spec().aggregation().strategy()).numbers(parameters);
        this.deadline = (long) (task.spec().clients().deadlineSeconds() * 1e9);
    }

    /**
     * @param clients by lease
     * @param wanted completed updates with which the round is done
     * @param modelBytes that a client fetches to have the model
     * @param collected receives what comes, also where the round is abandoned half-way
     * @param made takes over the artifacts of all results, whether they count or not
     */
    void collect(
            int round,
            Leases leases,
            Map<Lease, Integer> clients,
            int wanted,
            IntToLongFunction modelBytes,
            Collected collected,
            RoundArtifacts made)
            throws IOException {
        Map<Lease, SelectedClient> open = new LinkedHashMap<>();
        clients.forEach((lease, client) -> open.put(lease, new SelectedClient(client, modelBytes.applyAsLong(client))));
        Announcements ended = new Announcements(task.id(), journal, ticker);
        long lastSign = ticker.nanos();
        while (!open.isEmpty()) {
            Answer answer = leases.next();
            if (answer != null) {
                SelectedClient client = open.get(answer.lease());
                if (client != null) {
                    lastSign = ticker.nanos();
                    take(round, answer, client, collected, made);
                    if (client.ended()) {
                        leases.settle(answer.lease());
                    }
                }
            } else {
                ended.tell();
                artifacts.ensureRoom(roomForModel());
                expire(leases, open, lastSign);
            }
            if (collected.contributions().size() >= wanted) {
                surpass(leases, open);
            }
            open.values().stream()
                    .filter(SelectedClient::ended)
                    .forEach(client -> ended.add(new TaskEvent.ClientDone(round, close(round, client, collected))));
            open.values().removeIf(SelectedClient::ended);
            ended.tellInTime();
        }
        ended.tell();
    }

    private void take(int round, Answer answer, SelectedClient client, Collected collected, RoundArtifacts made)
            throws IOException {
        if (answer instanceof Answer.Started started) {
            client.started(started.worker(), started.bytesDown(), ticker.nanos());
            journal.announce(task.id(), new TaskEvent.ClientProgress(round, client.index(), 0, 0));
        } else if (answer instanceof Answer.Progressed progressed) {
            client.sent(progressed.bytesUp());
            journal.announce(
                    task.id(),
                    new TaskEvent.ClientProgress(round, client.index(), progressed.done(), progressed.total()));
        } else if (answer instanceof Answer.Finished finished) {
            client.sent(finished.bytesUp());
            finish(finished.result(), client, collected, made);
        } else if (answer instanceof Answer.Failed failed) {
            client.sent(failed.bytesUp());
            if (failed.code() == ErrorCode.STORAGE_FULL) {
                // Where it is this server's own disk, the task waits; a site's is the site's.
                artifacts.ensureRoom(roomForModel());
                collected.diskFull(client.index());
            }
            client.end(Event.REJECT, failed.reason());
        } else if (answer instanceof Answer.Lost lost) {
            client.end(Event.LOSE, lost.reason());
        }
    }

    private long roomForModel() {
        return Float.BYTES * parameters;
    }

    private void finish(Result result, SelectedClient client, Collected collected, RoundArtifacts made)
            throws IOException {
        if (!(result instanceof Result.Trained trained)) {
            client.end(Event.REJECT, "The worker answered with something that is no update.");
            return;
        }
        client.used(trained.cpuSeconds(), trained.encodeSeconds());
        trained.artifacts().stream().filter(artifacts::contains).forEach(made::made);
        if (artifacts.contains(trained.update())) {
            client.sent(artifacts.size(trained.update()));
        }
        if (trained.examples() < 1 || !Double.isFinite(trained.loss())) {
            client.end(
                    Event.REJECT,
                    "The update claims " + trained.examples() + " examples and a loss of " + trained.loss() + ".");
            return;
        }
        Stopwatch stopwatch = new Stopwatch(ticker);
        try {
            if (task.spec().privacy().secureAggregation().on()) {
                updateCheck.checkMasked(trained.update(), parameters);
            } else {
                updateCheck.check(trained.update(), compressor, numbers);
            }
        } catch (TributaryException e) {
            client.end(Event.REJECT, e.message());
            return;
        } finally {
            collected.decoded(stopwatch.lap());
        }
        if (trained.residual() != null) {
            collected.residual(client.index(), trained.residual());
        }
        long examples = Math.min(trained.examples(), Federation.most(task.federation(), client.index()));
        client.complete(examples, trained.loss());
        if (examples < trained.examples()) {
            client.remark("Claimed " + trained.examples() + " examples; the " + examples + " that it described count.");
        }
        collected.contribute(new Contribution(client.index(), trained.update(), examples));
    }

    /** Those who were asked beyond need and have not answered are not waited for. */
    private static void surpass(Leases leases, Map<Lease, SelectedClient> open) {
        open.forEach((lease, client) -> {
            if (!client.ended()) {
                leases.cancel(lease);
                client.end(Event.SURPASS, "Enough others had answered.");
            }
        });
    }

    private void expire(Leases leases, Map<Lease, SelectedClient> open, long lastSign) {
        long now = ticker.nanos();
        Collection<SelectedClient> clients = open.values();
        boolean nobodyTrains = clients.stream().noneMatch(SelectedClient::training);
        boolean silent = nobodyTrains && now - lastSign >= deadline;
        open.forEach((lease, client) -> {
            if (client.training() && now - client.startedAt() >= deadline) {
                leases.cancel(lease);
                client.end(
                        Event.MISS_DEADLINE,
                        "No answer within " + task.spec().clients().deadlineSeconds() + " s.");
            } else if (!client.training() && silent) {
                leases.cancel(lease);
                client.end(
                        Event.LOSE,
                        pool.canServe(task.spec().dataset())
                                ? "No slot became free."
                                : "No connected worker holds " + task.spec().dataset() + ".");
            }
        });
    }

    private ClientReport close(int round, SelectedClient client, Collected collected) {
        ClientReport report = client.report(ticker.nanos());
        collected.report(report);
        if (report.state() != ClientState.COMPLETED) {
            LOG.info(
                    "Task {} round {} client {} {}: {}",
                    task.id(),
                    round,
                    report.client(),
                    report.state(),
                    report.reason());
        }
        return report;
    }
}
