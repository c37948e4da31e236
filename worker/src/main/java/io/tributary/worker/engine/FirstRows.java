package io.tributary.worker.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * A view of an array's first rows, kept from step to step: all batches of an epoch but the last have as many. Making one costs
 * a small model several per cent of its step.
 */
final class FirstRows {
    private final PtNDArray array;
    private @Nullable PtNDArray view;
    private int viewed;

    FirstRows(PtNDArray array) {
        this.array = array;
    }

    PtNDArray of(int rows) {
        PtNDArray kept = view;
        if (kept == null || rows != viewed) {
            if (kept != null) {
                kept.close();
            }
            kept = JniUtils.slice(array, 0, 0, rows, 1);
            view = kept;
            viewed = rows;
        }
        return kept;
    }

    /** Hands the view back to its owner, so that it outlives the manager it was lent to. */
    void reclaim(PtNDManager owner) {
        PtNDArray kept = view;
        if (kept != null) {
            kept.attach(owner);
        }
    }
}
