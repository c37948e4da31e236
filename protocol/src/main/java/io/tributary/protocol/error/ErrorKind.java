package io.tributary.protocol.error;

/** Who can mend an error; decides the HTTP status, whether a retry makes sense and the log level. */
public enum ErrorKind {
    /** The request asks for something that cannot be; the same request will fail again. */
    USER,
    /** Memory, disk or slots ran out; the same request may work later. */
    RESOURCES,
    /** A worker, a file or another party misbehaved. */
    EXTERNAL,
    /** A defect of Tributary. */
    INTERNAL
}
