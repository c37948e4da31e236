package io.tributary.protocol.error;

/** The closed list of codes that problem documents and {@code failed} messages carry. */
public enum ErrorCode {
    MALFORMED_JSON(ErrorKind.USER, 400),
    INVALID_PARAMETER(ErrorKind.USER, 400),
    INVALID_SPEC(ErrorKind.USER, 422),
    NAME_TAKEN(ErrorKind.USER, 409),
    UNAUTHORIZED(ErrorKind.USER, 401),
    FORBIDDEN(ErrorKind.USER, 403),
    NOT_FOUND(ErrorKind.USER, 404),
    WRONG_STATE(ErrorKind.USER, 409),
    WRONG_HOST(ErrorKind.USER, 421),
    BODY_TOO_LARGE(ErrorKind.USER, 413),
    UNSUPPORTED_MEDIA_TYPE(ErrorKind.USER, 415),
    METHOD_NOT_ALLOWED(ErrorKind.USER, 405),
    NOT_ACCEPTABLE(ErrorKind.USER, 406),
    NOT_AVAILABLE_YET(ErrorKind.USER, 501),
    TOO_MANY_TASKS(ErrorKind.RESOURCES, 429),
    TOO_MANY_REQUESTS(ErrorKind.RESOURCES, 429),
    STORAGE_FULL(ErrorKind.RESOURCES, 507),
    DATABASE_UNAVAILABLE(ErrorKind.RESOURCES, 503),
    STANDBY(ErrorKind.RESOURCES, 503),
    DATASET_UNUSABLE(ErrorKind.EXTERNAL, 422),
    UPDATE_REFUSED(ErrorKind.EXTERNAL, 422),
    TRAINING_FAILED(ErrorKind.EXTERNAL, 500),
    ARTIFACT_CORRUPT(ErrorKind.EXTERNAL, 409),
    INTERNAL(ErrorKind.INTERNAL, 500);

    private final ErrorKind kind;
    private final int httpStatus;

    ErrorCode(ErrorKind kind, int httpStatus) {
        this.kind = kind;
        this.httpStatus = httpStatus;
    }

    public ErrorKind kind() {
        return kind;
    }

    public int httpStatus() {
        return httpStatus;
    }
}
