/**
 * From what a person typed to a checked task spec.
 *
 * <p>A prompt goes from {@link io.tributary.intent.text words and numbers} over the {@link io.tributary.intent.vocabulary
 * vocabulary} to {@link io.tributary.intent.reading readings} of fields; the {@link io.tributary.intent.EmbeddedInterpreter}
 * puts them on a spec, has it checked, and asks for what cannot be known.
 */
@NullMarked
package io.tributary.intent;

import org.jspecify.annotations.NullMarked;
