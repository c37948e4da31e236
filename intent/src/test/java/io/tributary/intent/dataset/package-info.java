/**
 * The tailored data set: prompts made of families of wording, phrases and numbers, with a label for each word and the right reading of
 * each prompt. Only for training and tests; nothing of it is in the product.
 */
@NullMarked
package io.tributary.intent.dataset;

import org.jspecify.annotations.NullMarked;
