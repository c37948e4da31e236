package io.tributary.nashpo.sampler;

import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import tools.jackson.databind.JsonNode;

/**
 * A density over some dimensions: a mixture of one kernel for each observation and one wide kernel, the prior. A kernel is a
 * product: for a number a normal law cut off at 0..1, for a choice a table that prefers the observed one.
 *
 * <p>In coordinates of the unit interval (see {@link Dimension}) the width of n kernels over d dimensions is 0.2 n^(-1/(d+4)), at
 * least 1/min(100, n + 2), at most 1; the prior is at 0.5 with width 1 and weighs as much as one observation. A choice's kernel
 * has 1 + 1/(n+1) at the observed value and 1/(n+1) elsewhere, normalised. The last 25 observations weigh 1, those before less,
 * in a line down to 1/n. All this is Optuna's (multivariate, magic clip, version 4).
 */
final class ParzenEstimator {
    private static final int RECENT = 25;

    private final List<Dimension> dimensions;
    /** Weights summed up, so that a kernel is found by a number in 0..1. */
    private final double[] cumulative;

    private final double[] logWeights;
    /** [dimension][kernel]: the middle of a number's kernel, the index of a choice; the prior is last. */
    private final double[][] centres;

    private final double width;

    private ParzenEstimator(List<Dimension> dimensions, double[][] centres, double[] weights) {
        this.dimensions = dimensions;
        this.centres = centres;
        int n = weights.length;
        double total = Arrays.stream(weights).sum() + 1;
        cumulative = new double[n + 1];
        logWeights = new double[n + 1];
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double weight = (i < n ? weights[i] : 1) / total;
            sum += weight;
            cumulative[i] = sum;
            logWeights[i] = StrictMath.log(weight);
        }
        double multivariate = 0.2 * StrictMath.pow(Math.max(n, 1), -1.0 / (dimensions.size() + 4));
        width = Math.min(1, Math.max(multivariate, 1 / Math.min(100.0, n + 2.0)));
    }

    /** From the trials that have all the dimensions, in the order of their numbers. */
    static ParzenEstimator of(List<Dimension> dimensions, List<Trial> trials) {
        List<Params> observed = trials.stream()
                .map(Trial::params)
                .filter(params -> dimensions.stream()
                        .allMatch(dimension ->
                                params.has(dimension.field()) && dimension.contains(value(params, dimension))))
                .toList();
        double[][] centres = new double[dimensions.size()][observed.size()];
        for (int d = 0; d < centres.length; d++) {
            for (int i = 0; i < observed.size(); i++) {
                centres[d][i] = dimensions.get(d).coordinate(value(observed.get(i), dimensions.get(d)));
            }
        }
        return new ParzenEstimator(dimensions, centres, weights(observed.size()));
    }

    static double[] weights(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        int ramp = n - RECENT;
        for (int i = 0; i < ramp; i++) {
            weights[i] = ramp == 1 ? 1.0 / n : 1.0 / n + (1 - 1.0 / n) * i / (ramp - 1);
        }
        return weights;
    }

    /** The params with a value for each of the dimensions. */
    Params draw(Params params, UniformRandomProvider random) {
        double u = random.nextDouble();
        int kernel = 0;
        while (kernel < cumulative.length - 1 && cumulative[kernel] < u) {
            kernel++;
        }
        Params drawn = params;
        for (int d = 0; d < centres.length; d++) {
            Dimension dimension = dimensions.get(d);
            double v = random.nextDouble();
            double coordinate = dimension.numeric()
                    ? TruncatedNormal.quantile(v, centre(d, kernel), width(kernel))
                    : choice(d, kernel, v, (int) dimension.size());
            drawn = drawn.with(dimension.field(), dimension.at(coordinate));
        }
        return drawn;
    }

    double logDensity(Params params) {
        int kernels = logWeights.length;
        double[] logs = logWeights.clone();
        for (int d = 0; d < centres.length; d++) {
            Dimension dimension = dimensions.get(d);
            JsonNode value = value(params, dimension);
            double at = dimension.coordinate(value);
            double[] cell = dimension.numeric() && dimension.discrete() ? dimension.cell(value) : null;
            for (int k = 0; k < kernels; k++) {
                if (!dimension.numeric()) {
                    logs[k] += StrictMath.log(probability(d, k, (int) at, (int) dimension.size()));
                } else if (cell != null) {
                    logs[k] += TruncatedNormal.logMass(cell[0], cell[1], centre(d, k), width(k));
                } else {
                    logs[k] += TruncatedNormal.logDensity(at, centre(d, k), width(k));
                }
            }
        }
        double most = Arrays.stream(logs).max().orElseThrow();
        double sum = 0;
        for (double log : logs) {
            sum += StrictMath.exp(log - most);
        }
        return most + StrictMath.log(sum);
    }

    private double centre(int dimension, int kernel) {
        return kernel < centres[dimension].length ? centres[dimension][kernel] : 0.5;
    }

    private double width(int kernel) {
        return kernel < cumulative.length - 1 ? width : 1;
    }

    private double probability(int dimension, int kernel, int choice, int choices) {
        int kernels = cumulative.length;
        if (kernel == kernels - 1) {
            return 1.0 / choices;
        }
        double share = 1.0 / kernels;
        return (share + (choice == (int) centres[dimension][kernel] ? 1 : 0)) / (1 + choices * share);
    }

    private int choice(int dimension, int kernel, double v, int choices) {
        double sum = 0;
        for (int i = 0; i < choices - 1; i++) {
            sum += probability(dimension, kernel, i, choices);
            if (v < sum) {
                return i;
            }
        }
        return choices - 1;
    }

    private static JsonNode value(Params params, Dimension dimension) {
        return Objects.requireNonNull(params.get(dimension.field()));
    }
}
