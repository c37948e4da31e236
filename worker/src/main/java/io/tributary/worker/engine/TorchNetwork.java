package io.tributary.worker.engine;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.worker.loss.Loss;
import io.tributary.worker.loss.Targets;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A network on PyTorch, through DJL's native calls. */
final class TorchNetwork implements Network {
    private final ModelGraph graph;
    private final int capacity;
    private final int classes;
    private final Device device;
    private final PtNDManager host;
    private final Parameters parameters;
    private final HostBatch inputs;
    private final HostBatch logitGradients;
    private final FloatBuffer logitGradientValues;
    private final float[] logits;
    private final float[] logitGradient;
    private final Operation forward;

    /** @param host a fresh manager on the CPU, closed with the network */
    TorchNetwork(ModelGraph graph, int capacity, Device device, PtNDManager host, Parameters parameters) {
        DataShape data = graph.data();
        this.graph = graph;
        this.capacity = capacity;
        this.classes = data.classes();
        this.device = device;
        this.host = host;
        this.parameters = parameters;
        boolean flat = graph.nodes().get(0).layer() instanceof Layer.Flatten;
        this.inputs = flat
                ? HostBatch.create(host, capacity, data.features())
                : HostBatch.create(host, capacity, data.channels(), data.height(), data.width());
        this.logitGradients = HostBatch.create(host, capacity, classes);
        this.logitGradientValues = logitGradients.bytes().asFloatBuffer();
        this.logits = new float[capacity * classes];
        this.logitGradient = new float[capacity * classes];
        PtNDManager place = device.isGpu() ? host.newSubManager(device) : host;
        this.forward = new Operations(host, place, capacity, parameters)
                .chain(graph.nodes().subList(flat ? 1 : 0, graph.nodes().size()));
    }

    @Override
    public ModelGraph graph() {
        return graph;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public ByteBuffer weights() {
        return parameters.weights();
    }

    @Override
    public void weightsChanged() {
        parameters.changed();
    }

    @Override
    public ByteBuffer inputs() {
        return inputs.bytes();
    }

    @Override
    public float[] logits(int rows) {
        JniUtils.setGradMode(false);
        try (PtNDManager step = (PtNDManager) host.newSubManager()) {
            try {
                read(forward(new Pass(step, rows, null)), rows);
            } finally {
                inputs.reclaim();
            }
        } catch (EngineException e) {
            throw failed(rows, e);
        }
        return logits;
    }

    @Override
    public double step(int rows, Targets targets, Loss loss, UniformRandomProvider dropout) {
        parameters.renew();
        // The mode belongs to the thread, and whoever used the thread before may have left it either way.
        JniUtils.setGradMode(true);
        try (PtNDManager step = (PtNDManager) host.newSubManager()) {
            try {
                PtNDArray output = forward(new Pass(step, rows, dropout));
                read(output, rows);
                double sum = loss.apply(logits, targets, rows, classes, logitGradient);
                if (Double.isFinite(sum)) {
                    logitGradientValues.put(0, logitGradient, 0, rows * classes);
                    JniUtils.backward(output, logitGradients.rows(rows, step, device), false, false);
                }
                return sum;
            } finally {
                inputs.reclaim();
            }
        } catch (EngineException e) {
            throw failed(rows, e);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    @Override
    public boolean descend(float rate) {
        return parameters.descend(rate);
    }

    @Override
    public List<Gradient> gradients() {
        return parameters.gradients();
    }

    @Override
    public void close() {
        host.close();
    }

    private PtNDArray forward(Pass pass) {
        if (pass.rows() < 1 || pass.rows() > capacity) {
            throw new IllegalArgumentException("A batch of " + pass.rows() + " rows; it holds 1 to " + capacity);
        }
        return forward.apply(inputs.lend(pass.rows(), pass.step(), device), pass);
    }

    private TributaryException failed(int rows, EngineException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        return new TributaryException(
                ErrorCode.TRAINING_FAILED,
                "The engine could not compute a batch of " + rows + " examples on a model of " + graph.parameters()
                        + " parameters: " + reason + ". If memory ran out, use a smaller batch or a smaller model.",
                e);
    }

    private void read(PtNDArray output, int rows) {
        output.toByteBuffer(true).asFloatBuffer().get(logits, 0, rows * classes);
    }
}
