package io.tributary.worker.training;

import java.util.concurrent.CancellationException;

/** Looks on while work goes on: hears how far it is, and may end it. */
public interface Watch {

    /** Asked between batches. */
    boolean cancelled();

    /** Told at most about ten times. */
    void progress(long examplesDone, long examplesTotal);

    /** @throws CancellationException where the work is cancelled */
    default void check() {
        if (cancelled()) {
            throw new CancellationException("Cancelled by the server");
        }
    }

    /**
     * Lets time pass without using the processor; a watch that has no time lets none pass.
     *
     * @throws CancellationException as soon as the work is cancelled
     */
    default void rest(long nanos) {
        check();
    }

    /** Stops what another watch stops, and tells of no progress. */
    static Watch quiet(Watch other) {
        return new Watch() {
            @Override
            public boolean cancelled() {
                return other.cancelled();
            }

            @Override
            public void progress(long examplesDone, long examplesTotal) {}
        };
    }

    /** Sees nothing, stops nothing and never waits. */
    static Watch none() {
        return new Watch() {
            @Override
            public boolean cancelled() {
                return false;
            }

            @Override
            public void progress(long examplesDone, long examplesTotal) {}
        };
    }
}
