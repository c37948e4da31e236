/** What words stand for: names of fields and values, and the little words around them. */
@NullMarked
package io.tributary.intent.vocabulary;

import org.jspecify.annotations.NullMarked;
