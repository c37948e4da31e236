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
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Work beside the training of clients: describing them, making the first weights, evaluating.
 */
final class Errands {
    private final WorkerPool pool;
    private final Task task;
    private final Ticker ticker;
    private final StopSignal stop;
    private final Runnable whenLost;

    Errands(WorkerPool pool, Task task, Ticker ticker, StopSignal stop) {
        this(pool, task, ticker, stop, () -> {});
    }

    /** @param whenLost runs before work that was lost with its worker is asked for again; may wait */
    Errands(WorkerPool pool, Task task, Ticker ticker, StopSignal stop, Runnable whenLost) {
        this.pool = pool;
        this.task = task;
        this.ticker = ticker;
        this.stop = stop;
        this.whenLost = whenLost;
    }

    /**
     * One piece of work.
     *
     * @param worker who must do it, null where any may
     */
    record Errand(Work work, @Nullable String worker) {
        static Errand anywhere(Work work) {
            return new Errand(work, null);
        }
    }

    <R extends Result> R run(Errand errand, Class<R> type) {
        return runAll(List.of(errand), type).get(0);
    }

    /**
     * Runs all of it, in parallel where slots are free. What is lost with a worker is asked for again, however long that takes.
     *
     * @return the results in the order of the work
     * @throws TributaryException with the worker's code and reason where one failed
     */
    <R extends Result> List<R> runAll(List<Errand> errands, Class<R> type) {
        try (Leases leases = new Leases(pool, task, ticker, stop)) {
            Map<Lease, Integer> open = take(errands, leases);
            Map<Integer, R> results = new HashMap<>();
            while (results.size() < errands.size()) {
                Answer answer = leases.next();
                if (answer instanceof Answer.Finished finished) {
                    leases.settle(finished.lease());
                    results.put(open.get(finished.lease()), expect(finished.result(), type));
                } else if (answer instanceof Answer.Failed failed) {
                    throw new TributaryException(failed.code(), failed.reason());
                } else if (answer instanceof Answer.Lost lost) {
                    leases.settle(lost.lease());
                    whenLost.run();
                    int index = Objects.requireNonNull(open.remove(lost.lease()));
                    Errand again = errands.get(index);
                    open.put(leases.take(again.work(), again.worker()), index);
                }
            }
            return IntStream.range(0, errands.size()).mapToObj(results::get).toList();
        }
    }

    /**
     * Runs what can be run: what fails, is lost with its worker, or is not answered before the task's deadline for clients
     * is left out.
     *
     * @return the results in the order of the work
     */
    <R extends Result> List<R> runSome(List<Errand> errands, Class<R> type) {
        long deadline = ticker.nanos() + (long) (task.spec().clients().deadlineSeconds() * 1e9);
        try (Leases leases = new Leases(pool, task, ticker, stop)) {
            Map<Lease, Integer> open = take(errands, leases);
            Map<Integer, R> results = new TreeMap<>();
            while (!open.isEmpty() && ticker.nanos() < deadline) {
                Answer answer = leases.next();
                if (answer instanceof Answer.Finished finished && type.isInstance(finished.result())) {
                    results.put(open.get(finished.lease()), type.cast(finished.result()));
                }
                if (answer != null && !(answer instanceof Answer.Started) && !(answer instanceof Answer.Progressed)) {
                    leases.settle(answer.lease());
                    open.remove(answer.lease());
                }
            }
            return List.copyOf(results.values());
        }
    }

    private static Map<Lease, Integer> take(List<Errand> errands, Leases leases) {
        Map<Lease, Integer> open = new HashMap<>();
        for (int i = 0; i < errands.size(); i++) {
            open.put(leases.take(errands.get(i).work(), errands.get(i).worker()), i);
        }
        return open;
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
