/** Which fields made the difference: reads a history, answers a share for each field; for the page and for language models. */
@NullMarked
package io.tributary.nashpo.importance;

import org.jspecify.annotations.NullMarked;
