/**
 * {@code /api/v1/workers}, and the worker that lives inside the server.
 */
@NullMarked
package io.tributary.backend.worker;

import org.jspecify.annotations.NullMarked;
