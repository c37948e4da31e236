/**
 * Secrets for programs: a token for each site's worker, and API tokens with the role of what they are for. Reads and writes
 * {@code worker_token} and {@code api_token}, which hold hashes only; the login package asks it who a bearer is.
 */
@NullMarked
package io.tributary.backend.token;

import org.jspecify.annotations.NullMarked;
