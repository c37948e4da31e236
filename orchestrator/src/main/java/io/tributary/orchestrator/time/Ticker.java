package io.tributary.orchestrator.time;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Elapsed time, and waiting for it. */
public interface Ticker {

    /** Nanoseconds since some fixed instant; never goes back. */
    long nanos();

    /**
     * Waits for an element.
     *
     * @param deadline in the time of {@link #nanos()}
     * @return the element, or null once the deadline has passed
     */
    <T> @Nullable T poll(BlockingQueue<T> queue, long deadline) throws InterruptedException;

    /** The machine's own clock. */
    static Ticker system() {
        return new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public <T> @Nullable T poll(BlockingQueue<T> queue, long deadline) throws InterruptedException {
                return queue.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        };
    }
}
