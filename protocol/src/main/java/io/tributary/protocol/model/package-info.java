/**
 * Models as data: a preset or a list of layers, the shapes that follow, and where each tensor lies in the flat weights.
 *
 * <p>Reads a {@link io.tributary.protocol.model.ModelSpec} and a data shape; {@link io.tributary.protocol.model.ModelGraph}
 * checks every shape and lays the parameters out. The worker interprets the graph, the server only counts it.
 */
@NullMarked
package io.tributary.protocol.model;

import org.jspecify.annotations.NullMarked;
