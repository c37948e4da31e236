/**
 * The server: REST, pages, event streams and persistence around the orchestrator, and the wiring of all modules. A package
 * for each noun of the API; each reads from top to bottom as request, rule, answer.
 */
@NullMarked
package io.tributary.backend;

import org.jspecify.annotations.NullMarked;
