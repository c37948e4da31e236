package io.tributary.orchestrator.round;

/** Tells a loop to let go: the task was paused, cancelled, or the server is closing. Checked between and inside stages. */
public final class StopSignal {
    private volatile boolean stopped;

    public void stop() {
        stopped = true;
    }

    public boolean stopped() {
        return stopped;
    }

    /** @throws StoppedException where someone asked to stop */
    public void check() {
        if (stopped) {
            throw new StoppedException();
        }
    }

    /** The loop was told to stop. */
    public static final class StoppedException extends RuntimeException {
        StoppedException() {
            super("stopped", null, false, false);
        }
    }
}
