/**
 * The truth about tasks: what is not in the journal has not happened.
 *
 * <p>The backend keeps it in a database. Each call is one transaction and appends the event that watchers see.
 */
@NullMarked
package io.tributary.orchestrator.journal;

import org.jspecify.annotations.NullMarked;
