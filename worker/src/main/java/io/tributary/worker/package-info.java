/**
 * The worker: takes assignments, does them in its slots, answers each with one message.
 *
 * <p>Reads {@link io.tributary.protocol.message.ServerMessage}s and artifacts, writes artifacts and
 * {@link io.tributary.protocol.message.WorkerMessage}s. Runs the same inside the server and as a process of its own: whoever
 * makes a {@link io.tributary.worker.Worker} brings the link. The stages are {@code data}, {@code partition}, then
 * {@code training} or {@code evaluation}, both on {@code engine}.
 */
@NullMarked
package io.tributary.worker;

import org.jspecify.annotations.NullMarked;
