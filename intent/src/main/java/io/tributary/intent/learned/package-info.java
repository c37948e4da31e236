/**
 * The learned half of the reader: whether a prompt asks for training at all. An encoder says what the words are about, the rules say how
 * much of them they could read; weights learned from written examples put the two together. Reads an
 * {@link io.tributary.intent.reading.Understanding}, writes its stance.
 */
@NullMarked
package io.tributary.intent.learned;

import org.jspecify.annotations.NullMarked;
