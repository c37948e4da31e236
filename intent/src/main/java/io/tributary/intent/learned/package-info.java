/**
 * The learned half of the reader: an encoder gives every word a vector, small heads trained on the tailored data set say which field each
 * word belongs to and what sort of text it is. Reads words, writes {@link io.tributary.intent.learned.Hints}; the rules decide what of
 * them counts.
 */
@NullMarked
package io.tributary.intent.learned;

import org.jspecify.annotations.NullMarked;
