/** Larger language models beside the rules: what is sent, what is believed of the answer, and how both readings are merged. */
@NullMarked
package io.tributary.intent.language;

import org.jspecify.annotations.NullMarked;
