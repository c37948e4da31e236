package io.tributary.orchestrator.round;

import io.tributary.orchestrator.time.Ticker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Measures one round on the thread that runs it: seconds that pass, and CPU seconds from lap to lap. */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Ticker ticker;
    private final long start;
    private long lap = THREADS.getCurrentThreadCpuTime();

    Stopwatch(Ticker ticker) {
        this.ticker = ticker;
        this.start = ticker.nanos();
    }

    /** Seconds since the start. */
    double seconds() {
        return (ticker.nanos() - start) / 1e9;
    }

    /** CPU seconds of this thread since the last lap, or the start. */
    double lap() {
        long now = THREADS.getCurrentThreadCpuTime();
        double seconds = (now - lap) / 1e9;
        lap = now;
        return seconds;
    }
}
