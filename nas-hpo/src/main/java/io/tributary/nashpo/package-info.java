/**
 * Studies: search for better hyperparameters and architectures by running many tasks.
 *
 * <p>Empty for now: the architecture grammar it will search, {@link io.tributary.protocol.model.Layer}, is in place.
 */
@NullMarked
package io.tributary.nashpo;

import org.jspecify.annotations.NullMarked;
