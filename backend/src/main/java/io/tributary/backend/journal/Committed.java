package io.tributary.backend.journal;

import io.tributary.orchestrator.round.RoundReport;

/**
 * Told to the application after a round was committed.
 *
 * @param task the task's id
 */
public record Committed(String task, RoundReport report) {}
