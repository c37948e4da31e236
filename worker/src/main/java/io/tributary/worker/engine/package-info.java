/**
 * The one door to DJL: turns a {@link io.tributary.protocol.model.ModelGraph} into a
 * {@link io.tributary.worker.engine.Network} that computes logits and gradients. Nothing outside this package knows of
 * DJL.
 *
 * <p>DJL's public training interface allows one gradient collector in a process, so two clients could not train at the
 * same time; its internal {@code JniUtils} has no such limit and is what stands behind these doors. Weights are flat, in
 * Java's memory, and the engine's tensors are views of them: nothing is copied for a step on the CPU.
 */
@NullMarked
package io.tributary.worker.engine;

import org.jspecify.annotations.NullMarked;
