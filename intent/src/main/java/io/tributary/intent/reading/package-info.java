/** From the words of a prompt to values of fields, by exact rules. */
@NullMarked
package io.tributary.intent.reading;

import org.jspecify.annotations.NullMarked;
