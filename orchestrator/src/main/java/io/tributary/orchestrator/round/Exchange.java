package io.tributary.orchestrator.round;

import io.tributary.orchestrator.dispatch.Answer;
import io.tributary.orchestrator.dispatch.Lease;
import io.tributary.orchestrator.dispatch.WorkerPool;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks a round's clients something small beside training, all at once, and charges them for it. A client that fails or is lost is left
 * out, and so are those that have not answered once nobody has for as long as the task's deadline for clients.
 */
final class Exchange {
    private final WorkerPool pool;
    private final Task task;
    private final Ticker ticker;
    private final StopSignal stop;
    private final long deadline;

    Exchange(WorkerPool pool, Task task, Ticker ticker, StopSignal stop) {
        this.pool = pool;
        this.task = task;
        this.ticker = ticker;
        this.stop = stop;
        this.deadline = (long) (task.spec().clients().deadlineSeconds() * 1e9);
    }

    /** @param worker who must answer, null where any may */
    record Question(int client, Work work, @Nullable String worker) {}

    /** @param worker who has answered */
    record Reply<R extends Result>(R result, String worker) {}

    /** Why a client is left out. */
    record Dropped(ClientState state, String reason) {}

    /** Both by client, in order. */
    record Answers<R extends Result>(Map<Integer, Reply<R>> replies, Map<Integer, Dropped> dropped) {}

    /**
     * @param enough replies after which nobody else is waited for
     * @param collected is told what each client has cost
     */
    <R extends Result> Answers<R> ask(List<Question> questions, Class<R> type, int enough, Collected collected) {
        Map<Integer, Reply<R>> replies = new TreeMap<>();
        Map<Integer, Dropped> dropped = new TreeMap<>();
        try (Leases leases = new Leases(pool, task, ticker, stop)) {
            Map<Lease, Integer> open = new LinkedHashMap<>();
            Set<Lease> started = new HashSet<>();
            questions.forEach(each -> open.put(leases.take(each.work(), each.worker()), each.client()));
            long lastSign = ticker.nanos();
            while (!open.isEmpty() && replies.size() < enough) {
                Answer answer = leases.next();
                if (answer != null && open.containsKey(answer.lease())) {
                    lastSign = ticker.nanos();
                    int client = open.get(answer.lease());
                    charge(answer, client, collected);
                    if (answer instanceof Answer.Started) {
                        started.add(answer.lease());
                    } else if (!(answer instanceof Answer.Progressed)) {
                        end(answer, client, type, replies, dropped);
                        leases.settle(answer.lease());
                        open.remove(answer.lease());
                    }
                } else if (answer == null && ticker.nanos() - lastSign >= deadline) {
                    open.forEach((lease, client) -> dropped.put(client, silent(started.contains(lease))));
                    break;
                }
            }
            for (Answer answer : leases.unread()) {
                Integer client = open.get(answer.lease());
                if (client != null) {
                    charge(answer, client, collected);
                }
            }
        }
        return new Answers<>(replies, dropped);
    }

    private static void charge(Answer answer, int client, Collected collected) {
        if (answer instanceof Answer.Started started) {
            collected.charge(client, 0, started.bytesDown(), 0);
        } else if (answer instanceof Answer.Finished finished) {
            collected.charge(client, finished.bytesUp(), 0, finished.result().cpuSeconds());
        } else if (answer instanceof Answer.Failed failed) {
            collected.charge(client, failed.bytesUp(), 0, 0);
        }
    }

    private static <R extends Result> void end(
            Answer answer, int client, Class<R> type, Map<Integer, Reply<R>> replies, Map<Integer, Dropped> dropped) {
        if (answer instanceof Answer.Finished finished && type.isInstance(finished.result())) {
            replies.put(client, new Reply<>(type.cast(finished.result()), finished.worker()));
        } else if (answer instanceof Answer.Failed failed) {
            dropped.put(client, new Dropped(ClientState.REJECTED, failed.reason()));
        } else if (answer instanceof Answer.Lost lost) {
            dropped.put(client, new Dropped(ClientState.LOST, lost.reason()));
        } else {
            dropped.put(client, new Dropped(ClientState.REJECTED, "The worker answered something else."));
        }
    }

    private Dropped silent(boolean started) {
        return started
                ? new Dropped(
                        ClientState.LATE,
                        "No answer within " + task.spec().clients().deadlineSeconds() + " s, before training.")
                : new Dropped(ClientState.LOST, "No slot became free, before training.");
    }
}
