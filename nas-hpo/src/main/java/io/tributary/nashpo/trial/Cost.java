package io.tributary.nashpo.trial;

/**
 * What a trial takes, or may take at most.
 *
 * @param bytes both ways, all clients
 * @param cpuSeconds of all threads
 * @param seconds from its start to its end
 */
public record Cost(long rounds, long bytes, double cpuSeconds, double seconds) {
    public static final Cost NONE = new Cost(0, 0, 0, 0);

    public Cost plus(Cost other) {
        return new Cost(
                rounds + other.rounds, bytes + other.bytes, cpuSeconds + other.cpuSeconds, seconds + other.seconds);
    }

    public Cost minus(Cost other) {
        return new Cost(
                rounds - other.rounds, bytes - other.bytes, cpuSeconds - other.cpuSeconds, seconds - other.seconds);
    }

    public static Cost ofRounds(long rounds) {
        return new Cost(rounds, 0, 0, 0);
    }
}
