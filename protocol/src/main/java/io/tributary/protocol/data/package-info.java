/**
 * What the server may know about data: names, shapes and counts, never an example.
 *
 * <p>Workers describe their data sets in {@code hello}; the task form, the shape inference of models and the partition
 * preview read them.
 */
@NullMarked
package io.tributary.protocol.data;

import org.jspecify.annotations.NullMarked;
