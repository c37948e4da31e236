package io.tributary.protocol.artifact;

import java.io.IOException;

/** There is no room on the disk, or only what is to stay free. Storing the same later may work. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;

    DiskFullException(String message) {
        super(message);
    }
}
