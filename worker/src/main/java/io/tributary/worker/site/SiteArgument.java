package io.tributary.worker.site;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code NAME=PATH[,key=value...]}, taken apart. Only a comma that a known key and an equals sign follow ends what stands
 * before it, so paths and values may hold commas, equals signs and spaces.
 *
 * @param name of the data set
 * @param path that exists
 */
record SiteArgument(String name, Path path, SiteOptions options) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9._-]{0,63}");
    private static final Pattern KEY = Pattern.compile(",([a-z]+)=");
    private static final String FORM =
            "Write NAME=PATH or NAME=PATH,key=value, such as heart=/data/heart.csv,label=target.";

    /** @throws TributaryException INVALID_PARAMETER saying what is wrong and what to write */
    static SiteArgument of(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 0) {
            throw invalid("'" + argument + "' does not say where the data is. " + FORM);
        }
        String name = argument.substring(0, equals);
        if (!NAME.matcher(name).matches()) {
            throw invalid("'" + name
                    + "' is no name for a data set: use 1 to 64 lower-case letters, digits, '-', '_' and '.',"
                    + " not '-' or '.' first. " + FORM);
        }
        String rest = argument.substring(equals + 1);
        Map<String, String> values = new LinkedHashMap<>();
        int end = rest.length();
        String unknown = "";
        int[] starts = starts(rest);
        for (int i = starts.length - 1; i >= 0; i--) {
            Matcher key = KEY.matcher(rest).region(starts[i], rest.length());
            if (!key.lookingAt()) {
                throw new IllegalStateException(rest);
            }
            if (SiteOptions.KEYS.contains(key.group(1))) {
                put(values, key.group(1), rest.substring(key.end(), end));
                end = starts[i];
            } else {
                unknown = key.group(1);
            }
        }
        Path path = path(rest.substring(0, end));
        if (!Files.exists(path)) {
            throw invalid("There is nothing at " + path + " for the data set " + name + ". "
                    + (unknown.isEmpty() ? FORM : "If '," + unknown + "=' is meant as an option: ")
                    + (unknown.isEmpty() ? "" : SiteOptions.known()));
        }
        return new SiteArgument(name, path, SiteOptions.of(name, values));
    }

    private static int[] starts(String rest) {
        return KEY.matcher(rest).results().mapToInt(found -> found.start()).toArray();
    }

    /** The arguments are walked from the back. */
    private static void put(Map<String, String> values, String key, String value) {
        String later = values.get(key);
        if (later != null && !key.equals("drop")) {
            throw invalid("The option " + key + " is said twice; say it once.");
        }
        values.put(key, later == null ? value : value + SiteOptions.SEPARATOR + later);
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw invalid("The path is empty. " + FORM);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER, "'" + text + "' is no path (" + e.getReason() + "). " + FORM, e);
        }
    }

    private static TributaryException invalid(String message) {
        return new TributaryException(ErrorCode.INVALID_PARAMETER, message);
    }
}
