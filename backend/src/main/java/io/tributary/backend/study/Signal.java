package io.tributary.backend.study;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a thread when there is something to look at, and tells it to let go. */
final class Signal {
    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopped;

    void wake() {
        news.release();
    }

    void stop() {
        stopped = true;
        news.release();
    }

    boolean stopped() {
        return stopped;
    }

    /** Until there is something, or a second has passed. @return at once where there was something since the last time */
    void await() throws InterruptedException {
        if (news.tryAcquire(1, TimeUnit.SECONDS)) {
            news.drainPermits();
        }
    }
}
