package io.tributary.nashpo.trial;

import io.tributary.protocol.task.Field;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a study may take in all; null is no bound. What running trials may still take is counted as taken, so nothing is ever
 * overrun.
 *
 * @param trials that are started
 * @param rounds of all trials
 * @param bytes of all frames, both ways
 * @param cpuSeconds of all threads
 * @param seconds of the trials, added up: with parallel trials the study ends sooner than the clock would demand, never later
 */
public record Budget(
        @Field(title = "Trials", help = "How many configurations are tried.", unit = "trials")
        @Min(1)
        @Max(10_000)
        @Nullable
        Integer trials,

        @Field(title = "Rounds", help = "Rounds of all trials together.", unit = "rounds")
        @Min(1)
        @Max(100_000_000)
        @Nullable
        Long rounds,

        @Field(title = "Bytes", help = "Bytes of all trials together, both ways.", unit = "bytes")
        @Min(1)
        @Max(9_007_199_254_740_991L)
        @Nullable
        Long bytes,

        @Field(title = "CPU seconds", help = "CPU time of all trials together.", unit = "seconds")
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("1000000000")
        @Nullable
        Double cpuSeconds,

        @Field(title = "Seconds", help = "Time of all trials together.", unit = "seconds")
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("1000000000")
        @Nullable
        Double seconds) {

    public static Budget ofTrials(int trials) {
        return new Budget(trials, null, null, null, null);
    }

    public static Budget ofRounds(long rounds) {
        return new Budget(null, rounds, null, null, null);
    }

    /** What the trials have taken and may still take. */
    public static Cost charged(List<Trial> trials) {
        return trials.stream().map(Trial::charged).reduce(Cost.NONE, Cost::plus);
    }

    /** Trials that were started; one whose params made no task cost nothing. */
    public static long started(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.state() != TrialState.REJECTED)
                .count();
    }

    /** Whether one more trial may start, as far as their number goes. */
    public boolean allowsAnother(List<Trial> past) {
        return trials == null || started(past) < trials;
    }

    /** Whether so much fits beside all that the trials are charged. */
    public boolean allows(Cost more, List<Trial> past) {
        Cost sum = charged(past).plus(more);
        return (rounds == null || sum.rounds() <= rounds)
                && (bytes == null || sum.bytes() <= bytes)
                && (cpuSeconds == null || sum.cpuSeconds() <= cpuSeconds)
                && (seconds == null || sum.seconds() <= seconds);
    }

    /** Whether a trial has used more than was reserved for it, in something that is bounded. */
    public boolean exceeded(Trial trial) {
        Cost used = trial.used();
        Cost reserved = trial.reserved();
        return (rounds != null && used.rounds() > reserved.rounds())
                || (bytes != null && used.bytes() > reserved.bytes())
                || (cpuSeconds != null && used.cpuSeconds() > reserved.cpuSeconds())
                || (seconds != null && used.seconds() > reserved.seconds());
    }

    /** What is left, for people and language models; null where there is no bound. */
    public Budget left(List<Trial> past) {
        Cost sum = charged(past);
        return new Budget(
                trials == null ? null : (int) Math.max(0, trials - started(past)),
                rounds == null ? null : Math.max(0, rounds - sum.rounds()),
                bytes == null ? null : Math.max(0, bytes - sum.bytes()),
                cpuSeconds == null ? null : Math.max(0, cpuSeconds - sum.cpuSeconds()),
                seconds == null ? null : Math.max(0, seconds - sum.seconds()));
    }
}
