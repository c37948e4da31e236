/** What prompts that want to save are worth. */
@NullMarked
package io.tributary.benchmarks.intent;

import org.jspecify.annotations.NullMarked;
