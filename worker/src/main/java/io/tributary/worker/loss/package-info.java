/**
 * Losses in plain Java: from logits and labels to one number and the gradient of the logits. The engine is handed that
 * gradient and goes on from there, so a loss costs it no operation and is the same bits on every Java version.
 */
@NullMarked
package io.tributary.worker.loss;

import org.jspecify.annotations.NullMarked;
