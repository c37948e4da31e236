package io.tributary.backend.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.backend.task.Estimate;

/** What a plan is to save. */
public enum Goal {
    @JsonProperty("traffic")
    TRAFFIC(1, 0.1, 0),
    @JsonProperty("cpu")
    CPU(0.1, 1, 0),
    @JsonProperty("time")
    TIME(0.05, 0.05, 1);

    private final double traffic;
    private final double cpu;
    private final double time;

    /** Weights of the shares of bytes, CPU and time: the one that is wanted, and a little for the others. */
    Goal(double traffic, double cpu, double time) {
        this.traffic = traffic;
        this.cpu = cpu;
        this.time = time;
    }

    /** What is left of the cost: the smaller the better. */
    double cost(Estimate after, Estimate before) {
        return traffic
                        * share(
                                (double) after.bytesUp() + after.bytesDown(),
                                (double) before.bytesUp() + before.bytesDown())
                + cpu * share(after.cpuSeconds(), before.cpuSeconds())
                + time * share(after.seconds(), before.seconds());
    }

    private static double share(double part, double whole) {
        return whole > 0 ? part / whole : 1;
    }
}
