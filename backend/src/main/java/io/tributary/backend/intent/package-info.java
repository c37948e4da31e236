/** Prompts over REST: what they mean, what it would cost, and what has to be asked. */
@NullMarked
package io.tributary.backend.intent;

import org.jspecify.annotations.NullMarked;
