package io.tributary.worker.engine;

import ai.djl.pytorch.engine.PtNDManager;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * One way through the network.
 *
 * @param step owns everything that is made on the way
 * @param rows of the batch
 * @param dropout draws dropout's masks; null where nothing is trained and dropout does nothing
 */
record Pass(PtNDManager step, int rows, @Nullable UniformRandomProvider dropout) {}
