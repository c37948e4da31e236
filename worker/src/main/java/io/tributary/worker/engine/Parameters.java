package io.tributary.worker.engine;

import ai.djl.pytorch.engine.PtNDArray;
import io.tributary.protocol.model.Tensor;
import io.tributary.worker.engine.Network.Gradient;
import java.nio.ByteBuffer;
import java.util.List;

/** A network's weights as the engine sees them. */
interface Parameters {

    /** The flat weights in Java's memory. */
    ByteBuffer weights();

    /**
     * The array of a tensor, which collects gradients. Called once for each tensor, while the network is built.
     *
     * @param shape as many numbers as the tensor has; operations choose the extents that suit them
     */
    PtNDArray leaf(Tensor tensor, long... shape);

    /** Takes notice of new weights. */
    void changed();

    /** Called after each backward pass; see {@link Network#gradients()}. */
    List<Gradient> gradients();
}
