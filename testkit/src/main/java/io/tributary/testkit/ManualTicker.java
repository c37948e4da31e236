package io.tributary.testkit;

import io.tributary.orchestrator.time.Ticker;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it. Waiting for an element looks at real time only to give other threads a
 * turn: it returns the element, or null at once, and never lets virtual time pass by itself.
 */
public final class ManualTicker implements Ticker {
    private static final long TURN_MILLIS = 1;

    private long now;

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, long deadline) throws InterruptedException {
        return queue.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Moves time on. */
    public synchronized void advance(Duration duration) {
        now += duration.toNanos();
    }
}
