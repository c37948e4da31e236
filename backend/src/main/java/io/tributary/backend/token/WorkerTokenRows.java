package io.tributary.backend.token;

/** Queries of the workers' tokens. */
interface WorkerTokenRows extends TokenRows<WorkerTokenEntity> {}
