/**
 * Prometheus metrics in the words of the API.
 */
@NullMarked
package io.tributary.backend.metrics;

import org.jspecify.annotations.NullMarked;
