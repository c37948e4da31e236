package io.tributary.worker.engine;

import ai.djl.pytorch.engine.PtNDArray;

/** A layer at work. */
@FunctionalInterface
interface Operation {

    /**
     * @param input rows x the layer's input extents; its manager receives all that is made on the way
     * @return rows x the layer's output extents
     */
    PtNDArray apply(PtNDArray input, Pass pass);
}
