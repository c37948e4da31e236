/**
 * {@code /api/v1/datasets}: what workers hold, and how a partition deals it out.
 */
@NullMarked
package io.tributary.backend.dataset;

import org.jspecify.annotations.NullMarked;
