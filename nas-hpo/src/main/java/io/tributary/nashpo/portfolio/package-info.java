/**
 * Configurations to try before anything is known: a fixed, well-spread few, or what did best in earlier studies of tasks that are
 * alike. A good first guess is worth more than most cleverness later.
 */
@NullMarked
package io.tributary.nashpo.portfolio;

import org.jspecify.annotations.NullMarked;
