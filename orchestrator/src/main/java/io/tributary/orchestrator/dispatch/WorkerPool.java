package io.tributary.orchestrator.dispatch;

import io.tributary.protocol.data.DatasetInfo;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/** Where the loop leaves work. Safe for use by many threads. */
public interface WorkerPool {

    /**
     * Queues work for the next free slot of a worker that may do it.
     *
     * @param inbox receives the answers
     */
    Lease lease(Order order, BlockingQueue<Answer> inbox);

    /** Takes a lease back: what waits is dropped, what runs is told to stop, and nothing more is heard of it. */
    void cancel(Lease lease);

    /** Gives up what a result has brought: it does not count after all. */
    void discard(Answer.Finished answer);

    /** Whether a worker is connected. */
    boolean connected(String worker);

    /** Whether some connected worker holds the data set. */
    boolean canServe(String dataset);

    /** The data set as a connected worker describes it. */
    Optional<DatasetInfo> dataset(String id);
}
