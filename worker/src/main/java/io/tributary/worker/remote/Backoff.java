package io.tributary.worker.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits between attempts, twice as long each time up to half a minute, each time somewhere between half and one and a half of that:
 * many workers that lost one server must not come back at the same moment.
 */
class Backoff {
    private static final Logger LOG = LoggerFactory.getLogger(Backoff.class);
    private static final long FIRST = 250;
    private static final long LONGEST = 30_000;

    private final CountDownLatch closed = new CountDownLatch(1);

    /** Ends all waits, and lets none begin. */
    void close() {
        closed.countDown();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    Attempts begin() {
        return new Attempts();
    }

    /** @return true where it was closed meanwhile */
    boolean await(long millis) throws InterruptedException {
        return closed.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Whether another attempt would be of use. */
    @FunctionalInterface
    interface Wanted {
        boolean still();
    }

    /** A row of attempts. */
    final class Attempts {
        private long wait = FIRST;
        private final Set<String> said = new HashSet<>();

        /** Starts over with short waits. */
        void succeeded() {
            wait = FIRST;
            said.clear();
        }

        /** The other side has said when to come again: the next waits start no longer than that. */
        void atMost(Duration said) {
            wait = Math.max(1, Math.min(wait, said.toMillis()));
        }

        /**
         * Tells people, once for each cause, and waits.
         *
         * @throws InterruptedIOException where the worker is shutting down
         */
        void failed(String what, IOException cause) throws InterruptedIOException {
            String message = what + " failed: " + cause.getMessage() + ". Trying again.";
            if (said.add(message)) {
                LOG.warn("{}", message);
            }
            pause(wait / 2 + ThreadLocalRandom.current().nextLong(wait));
            wait = Math.min(LONGEST, 2 * wait);
        }

        private void pause(long millis) throws InterruptedIOException {
            try {
                if (await(millis)) {
                    throw new InterruptedIOException("the worker is shutting down");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the worker is shutting down");
            }
        }
    }
}
