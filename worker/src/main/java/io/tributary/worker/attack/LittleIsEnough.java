package io.tributary.worker.attack;

import io.tributary.protocol.task.TaskSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;

/**
 * "A little is enough": all attackers send mean - z std of honest updates, weight by weight. Baruch et al. 2019 (arXiv
 * 1902.06635), algorithm 3: with n clients a round of which m are malicious, s = floor(n / 2 + 1) - m honest ones are to
 * be won over, and z is the largest with phi(z) below (n - m - s) / (n - m).
 *
 * <p>As in the paper, mean and std (of the whole, not of a sample) are those of the attackers' own updates before the
 * attack. Deviations: an attacker here does not know who else of them was asked in the round, so all of them take the
 * first attackers of the task, as many as a round has on average and at least two; these train anew from the round's
 * weights, without what a strategy would correct, and so all come to the same update without a word. m is the average
 * of a round too.
 */
final class LittleIsEnough {
    private final float[] mean;
    private final float[] squares;
    private int seen;

    private LittleIsEnough(int parameters) {
        this.mean = new float[parameters];
        this.squares = new float[parameters];
    }

    /**
     * What the attackers of a round send.
     *
     * @param honest the update that a client would send; may be the same memory each time
     */
    static float[] craft(TaskSpec spec, Attackers attackers, int parameters, IntFunction<ByteBuffer> honest) {
        LittleIsEnough crowd = new LittleIsEnough(parameters);
        for (int client : accomplices(spec, attackers)) {
            crowd.add(Corruption.floats(honest.apply(client)));
        }
        float z = (float) deviations(spec);
        float[] update = crowd.mean;
        for (int i = 0; i < parameters; i++) {
            update[i] -= z * (float) Math.sqrt(crowd.squares[i] / crowd.seen);
        }
        return update;
    }

    static int[] accomplices(TaskSpec spec, Attackers attackers) {
        return attackers.first(Math.max(2, spec.simulation().attack().attackers(spec.clientsAsked())));
    }

    /** z: as given, or the largest that hides. */
    static double deviations(TaskSpec spec) {
        TaskSpec.Attack attack = spec.simulation().attack();
        Double given = attack.strength();
        int clients = spec.clientsPerRound();
        int malicious = attack.attackers(clients);
        return given != null ? given : largest(clients, malicious);
    }

    /** The z of the paper for n clients of which m are malicious; 0 where nobody can be won over. */
    static double largest(int clients, int malicious) {
        int honest = clients - malicious;
        int supporters = clients / 2 + 1 - malicious;
        double share = (double) (honest - supporters) / honest;
        double low = 0;
        double high = 10;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (phi(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Cumulative normal distribution for x of at least 0; Zelen and Severo 1964 (26.2.17), error below 7.5e-8. */
    private static double phi(double x) {
        double t = 1 / (1 + 0.2316419 * x);
        double tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 1 - StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * tail;
    }

    /** Welford's running mean and sum of squared distances from it. */
    private void add(FloatBuffer update) {
        seen++;
        for (int i = 0; i < mean.length; i++) {
            float number = update.get(i);
            float before = number - mean[i];
            mean[i] += before / seen;
            squares[i] += before * (number - mean[i]);
        }
    }
}
