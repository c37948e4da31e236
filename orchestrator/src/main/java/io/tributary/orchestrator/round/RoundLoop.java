package io.tributary.orchestrator.round;

import io.tributary.orchestrator.aggregation.Contribution;
import io.tributary.orchestrator.aggregation.ModelAveraging;
import io.tributary.orchestrator.aggregation.Participation;
import io.tributary.orchestrator.aggregation.TiledAggregation;
import io.tributary.orchestrator.aggregation.TiledAggregation.Aggregated;
import io.tributary.orchestrator.aggregation.UpdateGuard;
import io.tributary.orchestrator.dispatch.Lease;
import io.tributary.orchestrator.dispatch.WorkerPool;
import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.journal.Progress;
import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.Evaluator.Evaluation;
import io.tributary.orchestrator.round.RoundState.Event;
import io.tributary.orchestrator.schedule.RoundPlan;
import io.tributary.orchestrator.schedule.Schedule;
import io.tributary.orchestrator.selection.ClientHistory;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.aggregation.ServerRule;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.privacy.PrivacyLoss;
import io.tributary.protocol.task.TaskSpec;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The loop of one task: select, dispatch, collect, aggregate, evaluate, commit. Runs on one thread from the last committed
 * round until the task is done or told to stop; what a stopped round did is forgotten and done again.
 */
public final class RoundLoop {
    /** Rounds in a row without enough updates after which going on makes no sense. */
    private static final int MOST_MISSED_QUORUMS = 10;

    private final Task task;
    private final TaskSpec spec;
    private final ModelGraph graph;
    private final Journal journal;
    private final WorkerPool pool;
    private final ArtifactStore artifacts;
    private final Clock clock;
    private final Ticker ticker;
    private final Pace pace;
    private final StopSignal stop;
    private final ClientHistory history;
    private final Schedule schedule;
    private final Participation participation;
    private final StrategyMemory strategyMemory;
    private final NoiseKey noiseKey;
    private final @Nullable PrivacyLoss privacyLoss;
    private final TiledAggregation aggregation;
    private final Downlink downlink;
    private final Collector collector;
    private final Evaluator evaluator;
    private final Attendance attendance;
    private final SecureAggregation secure;
    private RoundState state = RoundState.COMMITTED;

    /** Committed rounds that {@code privacyLoss} counts. */
    private int revealing;

    /** @param task as its {@link Preparation} left it */
    public RoundLoop(
            Task task,
            Journal journal,
            WorkerPool pool,
            ArtifactStore artifacts,
            Clock clock,
            Ticker ticker,
            Pace pace,
            StopSignal stop) {
        this.task = task;
        this.spec = task.spec();
        this.graph = ModelGraph.of(spec.model(), task.data());
        this.journal = journal;
        this.pool = pool;
        this.artifacts = artifacts;
        this.clock = clock;
        this.ticker = ticker;
        this.pace = pace;
        this.stop = stop;
        this.history = new ClientHistory(spec.clients().count(), spec.clients().latencyWindow());
        List<Long> examples =
                journal.clients(task.id()).stream().map(ClientData::examples).toList();
        this.schedule = Schedule.of(spec, examples, history);
        this.participation = new Participation(examples);
        Strategy strategy = Strategies.of(spec.aggregation().strategy());
        ServerRule rule = ModelAveraging.of(
                strategy.server(spec.aggregation().values()),
                spec.aggregation().averaging(),
                spec.training().rounds());
        this.strategyMemory = new StrategyMemory(rule);
        this.noiseKey = new NoiseKey(artifacts, spec.privacy());
        this.privacyLoss = PrivacyLoss.of(spec).orElse(null);
        this.aggregation = new TiledAggregation(artifacts, graph.layout(), rule, strategy.beside());
        this.downlink = new Downlink(spec, graph.layout(), artifacts);
        this.collector = new Collector(task, journal, pool, artifacts, ticker, graph.parameters());
        this.secure = new SecureAggregation(task, journal, pool, artifacts, ticker, stop, graph.parameters());
        this.attendance = new Attendance(task, journal, pool, ticker, stop);
        this.evaluator = new Evaluator(
                new Errands(pool, task, ticker, stop),
                task.heldOut(),
                task.data().classes());
    }

    /**
     * Runs all rounds that are left.
     *
     * @return why it ended before the last round, null where it did not
     * @throws StopSignal.StoppedException where it was told to stop
     * @throws TributaryException where the task cannot go on
     * @throws IOException where artifacts cannot be read or written
     */
    public @Nullable String run() throws IOException {
        Progress progress = journal.progress(task.id());
        journal.reports(task.id(), this::committed);
        while (progress.round() < spec.training().rounds()) {
            String enough = enough(progress);
            if (enough != null) {
                return enough;
            }
            pace.await(task, progress.round(), stop);
            attendance.await();
            progress = round(progress.round() + 1, progress);
        }
        return null;
    }

    private Progress round(int round, Progress progress) throws IOException {
        artifacts.ensureRoom(Safetensors.fileSize(graph.layout()));
        Stopwatch stopwatch = new Stopwatch(ticker);
        state = RoundState.SELECTING;
        Sha256 trained = strategyMemory.trained(progress);
        Collected collected = new Collected();
        try (RoundArtifacts made = new RoundArtifacts(artifacts, journal);
                Leases leases = new Leases(pool, task, ticker, stop)) {
            RoundPlan plan = select(round);
            double coordinating = stopwatch.lap();

            next(round, Event.NEXT);
            Downlink.Broadcast broadcast = downlink.broadcast(round, trained, progress, made);
            Downlink.Beside beside = downlink.beside(round, strategyMemory.shared(progress), made);
            double encoding = stopwatch.lap();
            List<Integer> agreed = secure.agree(round, plan.clients(), collected);
            Map<Lease, Integer> dispatched =
                    dispatch(plan, agreed, broadcast.weights(), beside.vectors(), progress, leases);

            next(round, Event.NEXT);
            collector.collect(
                    round,
                    leases,
                    dispatched,
                    plan.wanted(),
                    client -> downlink.bytes(broadcast, round, history.lastReceived(client)) + beside.bytes(),
                    collected,
                    made);
            coordinating += stopwatch.lap() - collected.decodeSeconds();

            List<Contribution> updates = secure.readable(collected, made);
            boolean quorum = !updates.isEmpty();
            if (!quorum) {
                checkDisks(collected);
            }
            next(round, quorum ? Event.NEXT : Event.SKIP_AGGREGATION);
            Sha256 model = Objects.requireNonNull(progress.model());
            Map<String, Sha256> memory = new HashMap<>(downlink.memory(broadcast));
            if (quorum) {
                memory.putAll(noiseKey.memory(progress, made));
                UpdateGuard guard = secure.guard(noiseKey.guard(round, memory), collected);
                Aggregated aggregated = aggregate(plan, broadcast.base(), progress, updates, guard);
                made.made(aggregated.model());
                aggregated.memory().values().forEach(made::made);
                model = StrategyMemory.offered(aggregated);
                memory.putAll(StrategyMemory.handedOn(aggregated));
                memory.putAll(collected.residuals());
                next(round, Event.NEXT);
            }
            double aggregating = stopwatch.lap();

            boolean due = round % spec.evaluation().every() == 0
                    || round == spec.training().rounds();
            Evaluation evaluation = due ? evaluate(model, progress) : null;

            next(round, due ? Event.NEXT : Event.SKIP_EVALUATION);
            Cpu own = new Cpu(0, encoding, collected.decodeSeconds(), aggregating, 0, coordinating + stopwatch.lap());
            made.replaced(replaced(progress, memory));
            return commit(
                    progress,
                    report(plan, collected, quorum, model, evaluation, stopwatch.seconds(), own),
                    collected,
                    quorum,
                    evaluation,
                    memory);
        } finally {
            if (state != RoundState.COMMITTED) {
                state = RoundState.LIFECYCLE.next(state, Event.ABANDON);
            }
        }
    }

    /**
     * A round that only lacks the updates of those whose disks are full is not worth committing: it is done again when there is room.
     *
     * @throws TributaryException STORAGE_FULL
     */
    private void checkDisks(Collected collected) {
        List<Integer> full = collected.diskFull();
        if (!full.isEmpty()
                && collected.contributions().size() + full.size()
                        >= spec.clients().minimum()) {
            throw new TributaryException(
                    ErrorCode.STORAGE_FULL,
                    collected.contributions().size() + " of at least "
                            + spec.clients().minimum() + " updates arrived, because disks are full at "
                            + full.stream().map(this::nameOf).collect(Collectors.joining(", ")) + ".");
        }
    }

    private String nameOf(int client) {
        Federation federation = task.federation();
        return federation == null
                ? "the worker of client " + client
                : federation.sites().get(client).name();
    }

    private @Nullable Evaluation evaluate(Sha256 model, Progress progress) {
        Federation federation = task.federation();
        return federation == null
                ? evaluator.evaluate(model, progress.testExamples())
                : evaluator.evaluate(model, federation);
    }

    private static List<Sha256> replaced(Progress progress, Map<String, Sha256> memory) {
        return memory.keySet().stream()
                .map(progress.memory()::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private RoundPlan select(int round) {
        RoundPlan plan = schedule.plan(round);
        journal.announce(task.id(), new TaskEvent.RoundStarted(round, plan.clients()));
        return plan;
    }

    /** A client that began earlier trains as it would have then: from that round's model, with its rate and its randomness. */
    private Map<Lease, Integer> dispatch(
            RoundPlan plan,
            List<Integer> clients,
            Sha256 newest,
            List<Sha256> shared,
            Progress progress,
            Leases leases) {
        Map<Lease, Integer> dispatched = new LinkedHashMap<>();
        for (int client : clients) {
            int base = plan.round() - 1 - plan.staleness(client);
            Sha256 weights = plan.staleness(client) == 0 ? newest : model(base);
            Sha256 residual = progress.memory().get(Collected.residualOf(client));
            Work.Train work = new Work.Train(base + 1, client, weights, shared, residual, secure.masking(client));
            dispatched.put(leases.take(work, secure.worker(client)), client);
        }
        return dispatched;
    }

    private Sha256 model(int round) {
        return journal.model(task.id(), round)
                .orElseThrow(() -> new TributaryException(
                        ErrorCode.ARTIFACT_CORRUPT, "The journal knows no model of round " + round + "."));
    }

    private Aggregated aggregate(
            RoundPlan plan, Sha256 model, Progress progress, List<Contribution> contributions, UpdateGuard guard)
            throws IOException {
        stop.check();
        return aggregation.aggregate(
                model,
                strategyMemory.of(progress),
                participation.participants(plan.round(), spec, contributions, plan.staleness()),
                contributions.stream().map(Contribution::update).toList(),
                Compressors.of(spec.compression().uplink()),
                guard);
    }

    private RoundReport report(
            RoundPlan plan,
            Collected collected,
            boolean quorum,
            Sha256 model,
            @Nullable Evaluation evaluation,
            double seconds,
            Cpu own) {
        List<ClientReport> clients = collected.reports();
        double clientCpu =
                clients.stream().mapToDouble(ClientReport::cpuSeconds).sum();
        double packing =
                clients.stream().mapToDouble(ClientReport::encodeSeconds).sum();
        Cpu cpu = new Cpu(
                clientCpu - packing,
                own.encode() + packing,
                own.decode(),
                own.aggregate(),
                evaluation == null ? 0 : evaluation.cpuSeconds(),
                own.coordinate());
        return new RoundReport(
                plan.round(),
                evaluation == null ? null : evaluation.accuracy(),
                evaluation == null ? null : evaluation.loss(),
                trainLoss(clients),
                seconds,
                clients.stream().mapToLong(ClientReport::bytesUp).sum(),
                clients.stream().mapToLong(ClientReport::bytesDown).sum(),
                cpu.total(),
                cpu,
                clients.size(),
                collected.count(ClientState.COMPLETED),
                collected.count(ClientState.LATE),
                collected.count(ClientState.REJECTED),
                collected.count(ClientState.LOST),
                epsilon(collected.count(ClientState.COMPLETED)),
                plan.simulatedSeconds(),
                staleness(plan, collected),
                quorum ? null : missedQuorum(collected, clients),
                model.hex(),
                clock.instant());
    }

    private @Nullable Double staleness(RoundPlan plan, Collected collected) {
        List<Contribution> contributions = collected.contributions();
        return spec.flush().isEmpty() || contributions.isEmpty()
                ? null
                : contributions.stream()
                        .mapToInt(contribution -> plan.staleness(contribution.client()))
                        .average()
                        .orElseThrow();
    }

    private @Nullable Double epsilon(int completed) {
        return privacyLoss == null ? null : privacyLoss.epsilon(revealing + (privacyLoss.reveals(completed) ? 1 : 0));
    }

    private Progress commit(
            Progress progress,
            RoundReport report,
            Collected collected,
            boolean quorum,
            @Nullable Evaluation evaluation,
            Map<String, Sha256> memory) {
        stop.check();
        Sha256 model = new Sha256(report.modelSha256());
        List<ClientReport> clients = collected.reports();
        boolean counts = journal.commit(
                task.id(),
                new RoundCommit(
                        report,
                        model,
                        quorum,
                        clients,
                        evaluation == null || evaluation.accuracy() == null ? null : evaluation.confusion(),
                        memory));
        if (!counts) {
            throw new StopSignal.StoppedException();
        }
        committed(report.round(), clients);
        next(report.round(), Event.NEXT);
        Progress committed = progress.committed(report.round(), model, report.accuracy(), quorum, memory);
        if (committed.missedQuorums()
                >= Math.min(MOST_MISSED_QUORUMS, spec.training().rounds())) {
            throw new TributaryException(
                    ErrorCode.TRAINING_FAILED,
                    "The last " + committed.missedQuorums() + " rounds changed nothing. " + report.note());
        }
        return committed;
    }

    private void committed(int round, List<ClientReport> clients) {
        history.committed(round, clients);
        participation.committed(round, clients, spec.clients().minimum());
        int completed = (int) clients.stream()
                .filter(client -> client.state() == ClientState.COMPLETED)
                .count();
        if (privacyLoss != null && privacyLoss.reveals(completed)) {
            revealing++;
        }
    }

    private String missedQuorum(Collected collected, List<ClientReport> clients) {
        String first = clients.stream()
                .filter(client -> client.reason() != null)
                .map(client -> " Client " + client.client() + ": " + client.reason())
                .findFirst()
                .orElse("");
        if (collected.missed() != null) {
            return collected.missed() + ", so the model stays as it was.";
        }
        return collected.contributions().size() + " of at least "
                + spec.clients().minimum() + " updates arrived, so the model stays as it was." + first;
    }

    private static @Nullable Double trainLoss(List<ClientReport> clients) {
        double sum = 0;
        long examples = 0;
        for (ClientReport client : clients) {
            if (client.loss() != null) {
                sum += client.loss() * client.examples();
                examples += client.examples();
            }
        }
        return examples == 0 ? null : sum / examples;
    }

    /** Whether a stopping rule is met; says which. */
    private @Nullable String enough(Progress progress) {
        Double target = spec.stopping().targetAccuracy();
        if (target != null && progress.bestAccuracy() >= target) {
            return "Stopped after round " + progress.round() + ": accuracy reached the target of " + target + ".";
        }
        Integer patience = spec.stopping().patience();
        if (patience != null && progress.evaluationsSinceBest() >= patience) {
            return "Stopped after round " + progress.round() + ": no better accuracy in " + patience + " evaluations.";
        }
        return null;
    }

    private void next(int round, Event event) {
        stop.check();
        state = RoundState.LIFECYCLE.next(state, event);
        journal.announce(task.id(), new TaskEvent.StageChanged(round, state));
    }
}
