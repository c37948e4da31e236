package io.tributary.backend.journal;

/**
 * What an evaluated round came to.
 *
 * @param round from 1
 * @param accuracy 0..1
 */
public record MeasuredAccuracy(long round, double accuracy) {}
