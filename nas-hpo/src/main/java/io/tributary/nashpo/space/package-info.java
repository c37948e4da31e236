/**
 * What a study may change: dimensions over fields of the task spec, and params, which are one point of them.
 *
 * <p>{@link io.tributary.nashpo.space.Space} is a checked set of {@link io.tributary.nashpo.space.Dimension}s, parents before
 * those that depend on them. Samplers read it and answer {@link io.tributary.nashpo.space.Params};
 * the study turns params into a task spec by the same reader and rules that every other task goes through.
 */
@NullMarked
package io.tributary.nashpo.space;

import org.jspecify.annotations.NullMarked;
