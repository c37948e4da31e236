package io.tributary.worker.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the C library to keep the memory that the engine frees.
 *
 * <p>A training step takes and frees the same few megabytes again and again. By default glibc gives the end of a thread's
 * heap back to the kernel as soon as it is free, and each step then pays for hundreds or thousands of page faults: measured
 * 850 for a batch of LeNet-5 and 3,000 for the larger preset's, 40 % and 20 % of the CPU time, in about every second process.
 * With these settings there are none. The price: a process holds on to the most that its steps ever needed.
 */
final class NativeMemory {
    private static final Logger LOG = LoggerFactory.getLogger(NativeMemory.class);

    /** From malloc.h of glibc. */
    private static final int M_TRIM_THRESHOLD = -1;

    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;

    private static final int MEGABYTE = 1 << 20;

    private NativeMemory() {}

    /** Does nothing where the C library is not glibc; no result depends on it. */
    static void keepFreed() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            Function mallopt = NativeLibrary.getProcess().getFunction("mallopt");
            // The largest that glibc would choose by itself, later.
            set(mallopt, M_MMAP_THRESHOLD, 32 * MEGABYTE);
            set(mallopt, M_TRIM_THRESHOLD, 1024 * MEGABYTE);
            // As large as a thread's heap: it is kept even when all of it is free.
            set(mallopt, M_TOP_PAD, 64 * MEGABYTE);
        } catch (LinkageError e) {
            LOG.debug("The C library cannot be told to keep memory; training may be slower", e);
        }
    }

    private static void set(Function mallopt, int parameter, int bytes) {
        if (mallopt.invokeInt(new Object[] {parameter, bytes}) != 1) {
            LOG.debug("mallopt refused {} for parameter {}", bytes, parameter);
        }
    }
}
