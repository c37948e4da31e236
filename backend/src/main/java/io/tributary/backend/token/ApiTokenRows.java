package io.tributary.backend.token;

/** Queries of the API tokens. */
interface ApiTokenRows extends TokenRows<ApiTokenEntity> {}
