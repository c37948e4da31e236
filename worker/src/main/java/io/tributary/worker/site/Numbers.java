package io.tributary.worker.site;

import java.util.Locale;
import java.util.Set;

/** Numbers as people write them into tables. */
final class Numbers {
    /** Larger ones would make sums of squares overflow, and no measurement is. */
    static final double LARGEST = 1e30;

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "?");

    private Numbers() {}

    /** Whether a stripped value stands for one that is not there. */
    static boolean missing(String value) {
        return value.length() <= 4 && MISSING.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Whether a stripped value is a word for infinity, with or without a sign. */
    static boolean infinite(String value) {
        String word = value.startsWith("-") || value.startsWith("+") ? value.substring(1) : value;
        return word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity");
    }

    /** The number, infinite where it is too large for Java; NaN where it is none. Stricter than Java: no 1f, no 0x1p3. */
    static double parse(String value) {
        if (value.isEmpty() || value.length() > 400) {
            return Double.NaN;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
