/**
 * A worker as a process of its own, beside the data of a site. It opens all connections itself: one WebSocket to hear what to do, HTTP
 * to fetch weights and send updates. Work goes on while the link is broken, and what is finished is kept until the server
 * has it, over restarts too.
 *
 * <p>Start at {@link io.tributary.worker.remote.WorkerCommand}; {@code SiteWorker} is the conversation, {@code ServerLink} the
 * socket, {@code SiteStore} the artifacts.
 */
@NullMarked
package io.tributary.worker.remote;

import org.jspecify.annotations.NullMarked;
