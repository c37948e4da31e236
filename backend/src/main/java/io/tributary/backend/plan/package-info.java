/**
 * Cheaper specs for the same result: {@link io.tributary.backend.plan.Planner} walks a lattice of
 * {@link io.tributary.backend.plan.Option options}, asks {@link io.tributary.backend.plan.Evidence} what each costs in accuracy
 * and the estimator what it costs otherwise. Where no task of the kind has run, {@link io.tributary.backend.plan.Probes} tries the codec
 * in two short tasks, if somebody wants it. A new way to save is one entry in {@link io.tributary.backend.plan.Lattice} and
 * its measured effect in {@code plan/effects.json}.
 */
@NullMarked
package io.tributary.backend.plan;

import org.jspecify.annotations.NullMarked;
