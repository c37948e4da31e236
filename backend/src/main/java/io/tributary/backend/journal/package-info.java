/**
 * The journal in a database: entities for task, round, client and event, one transaction for each call, and the hub that
 * hands fresh events to those who watch.
 */
@NullMarked
package io.tributary.backend.journal;

import org.jspecify.annotations.NullMarked;
