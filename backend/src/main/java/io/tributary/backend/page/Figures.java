package io.tributary.backend.page;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How figures are written on pages. Its twin in the browser is {@code layout/figures.js}: change both. */
final class Figures {
    /** Stands where there is no figure. */
    static final String NONE = "–";

    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final String SPACE = "\u00a0";

    private Figures() {}

    /** A share of 0..1 as per cent. */
    static String percent(@Nullable Double share) {
        return share == null ? NONE : format("%.2f", 100 * share) + SPACE + "%";
    }

    /** A loss or another number without unit, with the digits that matter. */
    static String number(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return value == null ? NONE : value.toString();
        }
        double size = Math.abs(value);
        return size == 0 || size >= 0.0001 ? format(size < 10 ? "%.4f" : "%.2f", value) : format("%.2e", value);
    }

    /** A whole number with its thousands apart. */
    static String count(long value) {
        return format("%,d", value);
    }

    /** Bytes in decimal units. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < BYTES.length - 1) {
            value /= 1000;
            unit++;
        }
        return format(unit == 0 || value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value)
                + SPACE
                + BYTES[unit];
    }

    /** Seconds in the two units that matter. */
    static String duration(double seconds) {
        if (seconds < 0.0995) {
            return seconds == 0 ? "0" + SPACE + "s" : Math.max(1, Math.round(1000 * seconds)) + SPACE + "ms";
        }
        if (seconds < 59.5) {
            return format(seconds < 9.95 ? "%.1f" : "%.0f", seconds) + SPACE + "s";
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return whole / 60 + SPACE + "min" + SPACE + format("%02d", whole % 60) + SPACE + "s";
        }
        long minutes = whole / 60;
        return minutes < 24 * 60
                ? minutes / 60 + SPACE + "h" + SPACE + format("%02d", minutes % 60) + SPACE + "min"
                : minutes / (24 * 60) + SPACE + "d" + SPACE + format("%02d", minutes / 60 % 24) + SPACE + "h";
    }

    /** How long ago something was. */
    static String ago(Instant then, Instant now) {
        long seconds = Duration.between(then, now).toSeconds();
        return seconds < 60
                ? "just now"
                : seconds < 3600
                        ? seconds / 60 + SPACE + "min ago"
                        : seconds < 2 * 86_400
                                ? seconds / 3600 + SPACE + "h ago"
                                : seconds / 86_400 + SPACE + "days ago";
    }

    /** A number as a person would type it: 600 for 600.0. */
    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
