/**
 * Where the next trial comes from: one rule a file, each inherits {@code SamplerContract}.
 *
 * <p>Reads the space and the history, writes nothing: with the same history and generator a sampler answers the same. It never
 * repeats a point that has been tried; {@link io.tributary.nashpo.study.Study} asks again with another generator until the
 * point is new and makes a valid task.
 */
@NullMarked
package io.tributary.nashpo.sampler;

import org.jspecify.annotations.NullMarked;
