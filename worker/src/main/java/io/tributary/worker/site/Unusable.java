package io.tributary.worker.site;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.nio.file.Path;

/** Words for data that cannot be used. Only the file's name is said, since a server may come to hear it. */
final class Unusable {
    private Unusable() {}

    /** @param what goes on after the file's name, without the final stop */
    static TributaryException of(Path file, String what) {
        return new TributaryException(ErrorCode.DATASET_UNUSABLE, message(file, what));
    }

    static TributaryException of(Path file, String what, Exception cause) {
        return new TributaryException(ErrorCode.DATASET_UNUSABLE, message(file, what), cause);
    }

    /**
     * Refuses what would not fit before it is read.
     *
     * @param bytes that one array of it takes
     */
    static void beyondMemory(Path file, long bytes) {
        if (bytes > Integer.MAX_VALUE - 64) {
            throw of(file, "is more than one buffer holds (2 GiB of it in memory); divide it between several sites");
        }
        if (bytes > Runtime.getRuntime().maxMemory() / 4 * 3) {
            throw of(
                    file,
                    "takes " + (bytes >> 20) + " MiB of memory, and Java may use "
                            + (Runtime.getRuntime().maxMemory() >> 20) + "; start it with a larger -Xmx");
        }
    }

    private static String message(Path file, String what) {
        return "The data in " + file.getFileName() + " " + what + ".";
    }
}
