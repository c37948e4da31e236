/**
 * Lifecycles as tables: states, events and the allowed transitions as data.
 */
@NullMarked
package io.tributary.orchestrator.lifecycle;

import org.jspecify.annotations.NullMarked;
