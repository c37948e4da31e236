package io.tributary.protocol.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The mean of the updates' directions, seen in the subspace that best holds most of them. Almasi et al. 2023 (arXiv 2302.05865,
 * "Flag Aggregator"): with g_k = d_k / |d_k|, an orthonormal Y of m columns is sought that minimises sum_k sqrt(1 - |Y' g_k|^2), by reweighted
 * least squares: Y is the m first left singular vectors of the g_k weighed by (1 - |Y' g_k|^2)^-1/4; the answer is the mean of Y Y' g_k.
 * All of it lies in the span of the updates, so their inner products do.
 *
 * <p>m is the subspace's share of p + 1 for p clients, rounded up: half, as the paper has it, keeps a liar with a direction of its own, but never more
 * than its p-th part; a small share keeps what most agree on. Deviations: the answer is multiplied by the median of |d_k|, which the
 * paper leaves to the learning rate; the paper's term for pairs of updates (lambda) is left out, which its code does by default;
 * the iteration starts with all weights 1.
 */
final class Flag implements Strategy {
    private static final int STEPS = 5;
    private static final double LEAST = 1e-7;
    /** Of the largest eigenvalue: what is below is rounding. */
    private static final double RANK = 1e-10;

    private static final Parameter SUBSPACE = new Parameter(
            "subspace",
            "Subspace",
            "Dimensions that are kept, as a share of the clients; small keeps only what most agree on.",
            0.5,
            0,
            true,
            1,
            false,
            false);

    @Override
    public About about() {
        return new About(
                "flag",
                "Flag aggregator",
                "The mean direction of the updates within the subspace that holds most of them; length is the median's.",
                "Almasi et al. 2023, arXiv 2302.05865");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(SUBSPACE);
    }

    @Override
    public ServerRule server(Parameters parameters) {
        double share = parameters.get(SUBSPACE);
        return (Combination) participants -> factors(participants, share);
    }

    private static float[] factors(Participants participants, double share) {
        int count = participants.count();
        double[] norms = new double[count];
        for (int k = 0; k < count; k++) {
            norms[k] = Math.sqrt(Math.max(0, participants.product(k, k)));
        }
        float[] factors = new float[count];
        double length = median(norms);
        if (length == 0) {
            return factors;
        }
        Span span = Span.of(participants, norms);
        RealMatrix kept = subspace(span.directions(), (int) Math.ceil(share * (count + 1)));
        double[] mean = new double[span.rank()];
        for (RealVector direction : span.directions()) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += direction.getEntry(i) / count;
            }
        }
        double[] each = span.combination(project(kept, new ArrayRealVector(mean)));
        for (int k = 0; k < count; k++) {
            factors[k] = norms[k] == 0 ? 0 : (float) (each[k] * length / norms[k]);
        }
        return factors;
    }

    /** The columns of Y in the coordinates of the span. */
    private static RealMatrix subspace(List<RealVector> directions, int dimensions) {
        int rank = directions.get(0).getDimension();
        if (dimensions >= rank) {
            return MatrixUtils.createRealIdentityMatrix(rank);
        }
        double[] weights = new double[directions.size()];
        Arrays.fill(weights, 1);
        RealMatrix subspace = first(directions, weights, dimensions);
        for (int step = 1; step < STEPS; step++) {
            for (int k = 0; k < weights.length; k++) {
                double inside = project(subspace, directions.get(k)).getNorm();
                weights[k] = 1 / Math.sqrt(Math.max(LEAST, 1 - inside * inside));
            }
            subspace = first(directions, weights, dimensions);
        }
        return subspace;
    }

    /** The first eigenvectors of the weighted sum of the directions' outer products, as columns. */
    private static RealMatrix first(List<RealVector> directions, double[] weights, int dimensions) {
        int rank = directions.get(0).getDimension();
        RealMatrix sum = new Array2DRowRealMatrix(rank, rank);
        for (int k = 0; k < weights.length; k++) {
            RealVector direction = directions.get(k);
            sum = sum.add(direction.outerProduct(direction).scalarMultiply(weights[k]));
        }
        RealMatrix vectors = new EigenDecomposition(sum).getV();
        return vectors.getSubMatrix(0, rank - 1, 0, dimensions - 1);
    }

    private static RealVector project(RealMatrix subspace, RealVector direction) {
        return subspace.operate(subspace.preMultiply(direction));
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /**
     * The span of the directions, with an orthonormal basis from the eigenvectors v and values s of their inner products.
     *
     * @param directions of the updates in coordinates of the basis: sqrt(s_i) v_i[k]
     * @param basis rank x updates: how the directions combine to each basis vector, v_i / sqrt(s_i)
     */
    private record Span(List<RealVector> directions, RealMatrix basis) {

        static Span of(Participants participants, double[] norms) {
            int count = norms.length;
            RealMatrix products = new Array2DRowRealMatrix(count, count);
            for (int k = 0; k < count; k++) {
                for (int l = 0; l < count; l++) {
                    double scale = norms[k] * norms[l];
                    products.setEntry(k, l, scale == 0 ? 0 : participants.product(k, l) / scale);
                }
            }
            EigenDecomposition eigen = new EigenDecomposition(products);
            double[] values = eigen.getRealEigenvalues();
            int rank = (int) Arrays.stream(values)
                    .filter(value -> value > RANK * values[0])
                    .count();
            RealMatrix coordinates = new Array2DRowRealMatrix(rank, count);
            RealMatrix basis = new Array2DRowRealMatrix(rank, count);
            for (int i = 0; i < rank; i++) {
                RealVector vector = eigen.getEigenvector(i);
                coordinates.setRowVector(i, vector.mapMultiply(Math.sqrt(values[i])));
                basis.setRowVector(i, vector.mapDivide(Math.sqrt(values[i])));
            }
            List<RealVector> directions = IntStream.range(0, count)
                    .mapToObj(coordinates::getColumnVector)
                    .toList();
            return new Span(directions, basis);
        }

        int rank() {
            return basis.getRowDimension();
        }

        /** The factor of each direction in a point of the span. */
        double[] combination(RealVector point) {
            return basis.preMultiply(point).toArray();
        }
    }
}
