package io.tributary.backend.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tributary.orchestrator.journal.TaskEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as watchers see it.
 *
 * @param id number in its task, from 1; null for what does not belong to the history
 * @param event what happened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SeenEvent(
        @Nullable Long id, Instant at, @JsonUnwrapped TaskEvent event) {}
