package io.tributary.orchestrator.round;

import io.tributary.orchestrator.dispatch.Answer;
import io.tributary.orchestrator.dispatch.Lease;
import io.tributary.orchestrator.dispatch.WorkerPool;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Work that the loop needs whole or not at all: describing the clients, making the first weights, evaluating. A failure is
 * the task's failure; what is lost with a worker is asked of another.
 */
final class Errands {
    private final WorkerPool pool;
    private final Task task;
    private final Ticker ticker;
    private final StopSignal stop;

    Errands(WorkerPool pool, Task task, Ticker ticker, StopSignal stop) {
        this.pool = pool;
        this.task = task;
        this.ticker = ticker;
        this.stop = stop;
    }

    <R extends Result> R run(Work work, Class<R> type) {
        return runAll(List.of(work), type).get(0);
    }

    /**
     * Runs all of it, in parallel where slots are free.
     *
     * @return the results in the order of the work
     * @throws TributaryException with the worker's code and reason where one failed
     */
    <R extends Result> List<R> runAll(List<? extends Work> work, Class<R> type) {
        try (Leases leases = new Leases(pool, task, ticker, stop)) {
            Map<Lease, Integer> open = new HashMap<>();
            for (int i = 0; i < work.size(); i++) {
                open.put(leases.take(work.get(i)), i);
            }
            Map<Integer, R> results = new HashMap<>();
            while (results.size() < work.size()) {
                Answer answer = leases.next();
                if (answer instanceof Answer.Finished finished) {
                    leases.settle(finished.lease());
                    results.put(open.get(finished.lease()), expect(finished.result(), type));
                } else if (answer instanceof Answer.Failed failed) {
                    leases.settle(failed.lease());
                    throw new TributaryException(failed.code(), failed.reason());
                } else if (answer instanceof Answer.Lost lost) {
                    leases.settle(lost.lease());
                    int index = Objects.requireNonNull(open.remove(lost.lease()));
                    open.put(leases.take(work.get(index)), index);
                }
            }
            return IntStream.range(0, work.size()).mapToObj(results::get).toList();
        }
    }

    private static <R extends Result> R expect(Result result, Class<R> type) {
        if (!type.isInstance(result)) {
            throw new TributaryException(
                    ErrorCode.TRAINING_FAILED,
                    "A worker answered " + result.getClass().getSimpleName() + " where " + type.getSimpleName()
                            + " was asked for.");
        }
        return type.cast(result);
    }
}
