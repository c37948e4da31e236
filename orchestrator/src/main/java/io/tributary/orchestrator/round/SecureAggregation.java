package io.tributary.orchestrator.round;

import io.tributary.orchestrator.aggregation.Contribution;
import io.tributary.orchestrator.aggregation.UpdateGuard;
import io.tributary.orchestrator.dispatch.WorkerPool;
import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.Exchange.Answers;
import io.tributary.orchestrator.round.Exchange.Dropped;
import io.tributary.orchestrator.round.Exchange.Question;
import io.tributary.orchestrator.secure.MaskedRound;
import io.tributary.orchestrator.secure.MaskedSum;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.secure.Masking;
import io.tributary.protocol.secure.Session;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.Weighting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a round does beside training so that the server sees no update, only their sum: before it, clients agree on masks; after it, they
 * hand out what takes the masks off the sum. Without secure aggregation it does nothing, and updates are read as they come.
 *
 * <p>A client's keys are at the worker that made them, so the client stays with that worker for the round. Below the threshold the
 * round misses its quorum. A round that is stopped and done again is another attempt with other keys, of which nothing is kept.
 */
final class SecureAggregation {
    /** Whoever's update it is, it is not one client's. */
    private static final int NOBODY = -1;

    private final Task task;
    private final TaskSpec spec;
    private final Journal journal;
    private final Exchange exchange;
    private final MaskedSum sum;
    private final Map<Integer, String> workers = new HashMap<>();
    private @Nullable MaskedRound masked;

    SecureAggregation(
            Task task,
            Journal journal,
            WorkerPool pool,
            ArtifactStore artifacts,
            Ticker ticker,
            StopSignal stop,
            long parameters) {
        this.task = task;
        this.spec = task.spec();
        this.journal = journal;
        this.exchange = new Exchange(pool, task, ticker, stop);
        this.sum = new MaskedSum(artifacts, parameters);
    }

    /** Updates without which a round changes nothing. */
    private int quorum() {
        return masked == null
                ? spec.clients().minimum()
                : Math.max(spec.clients().minimum(), spec.clientsToUnmask());
    }

    /**
     * Lets the clients agree on masks.
     *
     * @param collected hears of those who drop out here
     * @return the clients that go on to train; none where too few are left
     */
    List<Integer> agree(int round, List<Integer> clients, Collected collected) {
        masked = null;
        workers.clear();
        if (!spec.privacy().secureAggregation().on()) {
            return clients;
        }
        MaskedRound begun = new MaskedRound(
                new Session(task.id(), round, UUID.randomUUID().toString()),
                spec.clientsToUnmask(),
                spec.aggregation().weighting() == Weighting.UNIFORM);
        masked = begun;
        List<Integer> left = step(
                round,
                questions(clients, begun::advertise),
                Result.Advertised.class,
                collected,
                (client, result) -> begun.advertised(client, result, Federation.most(task.federation(), client)));
        if (left.size() >= quorum()) {
            left = step(round, questions(left, begun::share), Result.Shared.class, collected, begun::shared);
        }
        if (left.size() < quorum()) {
            String reason = left.size() + " of at least " + quorum() + " clients agreed on masks";
            left.forEach(client -> drop(round, client, new Dropped(ClientState.REJECTED, reason + "."), collected));
            collected.miss(reason);
            return List.of();
        }
        return left;
    }

    private interface Taker<R extends Result> {
        void take(int client, R result);
    }

    /** @return who has answered well */
    private <R extends Result> List<Integer> step(
            int round, List<Question> questions, Class<R> type, Collected collected, Taker<R> taker) {
        Answers<R> answers = exchange.ask(questions, type, questions.size(), collected);
        answers.dropped().forEach((client, dropped) -> drop(round, client, dropped, collected));
        List<Integer> left = new ArrayList<>();
        answers.replies().forEach((client, reply) -> {
            try {
                taker.take(client, reply.result());
                workers.put(client, reply.worker());
                left.add(client);
            } catch (TributaryException e) {
                drop(round, client, new Dropped(ClientState.REJECTED, e.message()), collected);
            }
        });
        return left;
    }

    private List<Question> questions(List<Integer> clients, Function<Integer, ? extends Work> work) {
        return clients.stream()
                .map(client -> new Question(client, work.apply(client), worker(client)))
                .toList();
    }

    private void drop(int round, int client, Dropped dropped, Collected collected) {
        ClientReport report = new ClientReport(
                client, dropped.state(), workers.get(client), 0, null, 0, 0, 0, 0, 0, dropped.reason());
        collected.report(report);
        journal.announce(task.id(), new TaskEvent.ClientDone(round, report));
    }

    /** Who must train a client: its site, or the worker that has its keys; null where any may. */
    @Nullable
    String worker(int client) {
        String known = workers.get(client);
        return known != null
                ? known
                : Federation.worker(task.federation(), client).orElse(null);
    }

    /** With what a client masks its update; null where it does not. */
    @Nullable
    Masking masking(int client) {
        return masked == null ? null : masked.masking(client);
    }

    /**
     * What the server may read of the updates that came: all of them, or their mean.
     *
     * @param made takes over the artifact of the mean
     * @return none where too few came, or too few stayed to take the masks off
     */
    List<Contribution> readable(Collected collected, RoundArtifacts made) throws IOException {
        List<Contribution> updates = collected.contributions();
        if (masked == null) {
            return updates.size() >= quorum() ? updates : List.of();
        }
        if (collected.missed() != null) {
            return List.of();
        }
        if (updates.size() < quorum()) {
            collected.miss(updates.size() + " of at least " + quorum() + " masked updates arrived");
            return List.of();
        }
        List<Integer> arrived = updates.stream().map(Contribution::client).toList();
        try {
            return List.of(new Contribution(
                    NOBODY,
                    made.made(unmask(masked, arrived, updates, collected)),
                    updates.stream().mapToLong(Contribution::examples).sum()));
        } catch (TributaryException e) {
            if (e.code() != ErrorCode.UPDATE_REFUSED) {
                throw e;
            }
            collected.miss(e.message());
            return List.of();
        }
    }

    private Sha256 unmask(MaskedRound round, List<Integer> arrived, List<Contribution> updates, Collected collected)
            throws IOException {
        int threshold = spec.clientsToUnmask();
        Answers<Result.Unmasked> answers = exchange.ask(
                questions(arrived, client -> round.unmask(client, arrived)),
                Result.Unmasked.class,
                threshold,
                collected);
        if (answers.replies().size() < threshold) {
            String first = answers.dropped().values().stream()
                    .findFirst()
                    .map(dropped -> " (" + dropped.reason() + ")")
                    .orElse("");
            throw new TributaryException(
                    ErrorCode.UPDATE_REFUSED,
                    answers.replies().size() + " of at least " + threshold
                            + " clients stayed to take the masks off the sum" + first);
        }
        answers.replies().forEach((client, reply) -> round.unmasked(client, reply.result()));
        return sum.mean(
                updates.stream().map(Contribution::update).toList(),
                round.masks(arrived, List.copyOf(answers.replies().keySet())),
                round.weightShare(arrived));
    }

    /** What is done to the updates that the server may read. */
    UpdateGuard guard(UpdateGuard guard, Collected collected) {
        return masked == null ? guard : guard.onMean(collected.contributions().size());
    }
}
