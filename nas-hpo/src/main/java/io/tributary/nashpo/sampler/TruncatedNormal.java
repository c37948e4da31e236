package io.tributary.nashpo.sampler;

import org.apache.commons.numbers.gamma.ErfDifference;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/** The normal law cut off at 0 and 1, with its middle in between. */
final class TruncatedNormal {
    private static final double SQRT2 = StrictMath.sqrt(2);
    private static final double LOG_SQRT_2PI = 0.5 * StrictMath.log(2 * Math.PI);
    /** Below what double precision tells apart; keeps the logarithm finite. */
    private static final double LEAST = 1e-300;

    private TruncatedNormal() {}

    static double logDensity(double at, double middle, double width) {
        double z = (at - middle) / width;
        return -0.5 * z * z - LOG_SQRT_2PI - StrictMath.log(width * mass(0, 1, middle, width));
    }

    /** Log of the probability of [from, to], cut to 0..1. */
    static double logMass(double from, double to, double middle, double width) {
        double share = mass(Math.max(0, from), Math.min(1, to), middle, width) / mass(0, 1, middle, width);
        return StrictMath.log(Math.max(LEAST, share));
    }

    /** The number that a share p of the probability lies below. */
    static double quantile(double p, double middle, double width) {
        double below = below(0, middle, width);
        double share = below + p * (below(1, middle, width) - below);
        double z = -SQRT2 * InverseErfc.value(2 * share);
        return Math.max(0, Math.min(1, middle + width * z));
    }

    private static double mass(double from, double to, double middle, double width) {
        return 0.5 * ErfDifference.value((from - middle) / (SQRT2 * width), (to - middle) / (SQRT2 * width));
    }

    private static double below(double at, double middle, double width) {
        return 0.5 * Erfc.value(-(at - middle) / (SQRT2 * width));
    }
}
