/** Prompts as words and numbers, each with its place in what was typed. */
@NullMarked
package io.tributary.intent.text;

import org.jspecify.annotations.NullMarked;
