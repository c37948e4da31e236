package io.tributary.worker.site;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a site says about its data beside where it is.
 *
 * @param title for people; the name unless said
 * @param description one sentence for people; null makes one of what is found
 * @param label the column to predict; null is the last
 * @param drop columns to leave out
 * @param task what is predicted; null goes by the values
 * @param test share of the examples that is held out, in (0, 1)
 * @param width of images, in pixels, to which they are scaled; 0 leaves them
 * @param height of images, likewise
 * @param grey whether colours become grey
 */
record SiteOptions(
        String title,
        @Nullable String description,
        @Nullable String label,
        List<String> drop,
        @Nullable Task task,
        double test,
        int width,
        int height,
        boolean grey) {
    static final List<String> KEYS = List.of("label", "task", "test", "title", "description", "drop", "size", "grey");

    /** Between the columns to drop; no column's name holds it. */
    static final String SEPARATOR = "\0";

    /** 0x0 leaves the size as it is. */
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3}|0(?=x0))x([1-9][0-9]{0,3}|0(?<=0x0))");

    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_DESCRIPTION = 1000;

    /** What is predicted. */
    enum Task {
        CLASSIFICATION,
        REGRESSION
    }

    SiteOptions {
        drop = List.copyOf(drop);
    }

    /** @throws TributaryException INVALID_PARAMETER saying what is wrong and what to write */
    static SiteOptions of(String name, Map<String, String> values) {
        Matcher size = size(values.getOrDefault("size", "0x0"));
        return new SiteOptions(
                text(values.getOrDefault("title", name), "title", LONGEST_TITLE),
                values.containsKey("description")
                        ? text(values.getOrDefault("description", ""), "description", LONGEST_DESCRIPTION)
                        : null,
                values.get("label"),
                values.containsKey("drop")
                        ? List.of(values.getOrDefault("drop", "").split(SEPARATOR, -1))
                        : List.of(),
                task(values.get("task")),
                share(values.getOrDefault("test", "0.2")),
                Integer.parseInt(size.group(1)),
                Integer.parseInt(size.group(2)),
                truth(values.getOrDefault("grey", "false")));
    }

    /** A sentence that names the options. */
    static String known() {
        return "The options are " + String.join(", ", KEYS) + ".";
    }

    private static String text(String value, String key, int longest) {
        if (value.isBlank() || value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
            throw invalid(key + " must be one line of 1 to " + longest + " characters.");
        }
        return value.strip();
    }

    private static @Nullable Task task(@Nullable String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "classification" -> Task.CLASSIFICATION;
            case "regression" -> Task.REGRESSION;
            default -> throw invalid("task is '" + value + "'; write task=classification or task=regression.");
        };
    }

    private static double share(String value) {
        double share = Numbers.parse(value);
        if (!(share > 0 && share < 1)) {
            throw invalid("test is '" + value + "'; write the share to hold out, such as test=0.2, between 0 and 1.");
        }
        return share;
    }

    private static Matcher size(String value) {
        Matcher size = SIZE.matcher(value);
        if (!size.matches()) {
            throw invalid("size is '" + value + "'; write WIDTHxHEIGHT in pixels, such as size=28x28.");
        }
        return size;
    }

    private static boolean truth(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw invalid("grey is '" + value + "'; write grey=true or leave it out.");
        }
        return value.equals("true");
    }

    private static TributaryException invalid(String message) {
        return new TributaryException(ErrorCode.INVALID_PARAMETER, message);
    }
}
