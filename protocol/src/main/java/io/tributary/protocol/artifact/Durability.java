package io.tributary.protocol.artifact;

/** What an artifact must survive. */
public enum Durability {
    /**
     * Nothing: it is needed for one round, and done again after a crash. May live in memory, and then under a name that is not
     * the hash of its bytes.
     */
    VOLATILE,
    /** The end of this process. After a power cut it may be missing or garbled, which its name betrays. */
    FILE,
    /** A power cut: the bytes are on the disk when the call returns. */
    SYNCED
}
