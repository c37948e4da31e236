/** Several objectives at once: who is beaten by nobody, and how much of the objective space that covers. */
@NullMarked
package io.tributary.nashpo.pareto;

import org.jspecify.annotations.NullMarked;
