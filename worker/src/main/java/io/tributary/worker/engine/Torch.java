package io.tributary.worker.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;

/** The engine: PyTorch behind DJL. Loads its native libraries on first use, which takes seconds. Thread-safe. */
public final class Torch {
    private Torch() {}

    /** Holds the one engine of the process. */
    private static final class Loaded {
        static final Engine ENGINE = load();

        private static Engine load() {
            // The natives come with the application; an engine that wants to download some is not welcome.
            if (System.getProperty("ai.djl.offline") == null) {
                System.setProperty("ai.djl.offline", "true");
            }
            NativeMemory.keepFreed();
            Engine engine = Engine.getEngine("PyTorch");
            // Parallelism is one slot for each core. More threads inside an operation never won, spin when the machine
            // is
            // busy, and add in another order, which changes the result's bits.
            JniUtils.setNumThreads(1);
            return engine;
        }
    }

    /** The engine and its version, for people. */
    public static String version() {
        return Loaded.ENGINE.getEngineName() + " " + Loaded.ENGINE.getVersion() + " (DJL " + Engine.getDjlVersion()
                + ")";
    }

    /**
     * Checks a device's name.
     *
     * @param name {@code cpu}, {@code cuda:N}, or {@code auto}: the first CUDA device if there is one
     * @return {@code cpu} or {@code cuda:N}
     * @throws TributaryException INVALID_PARAMETER where the name is another, or there is no such device
     */
    public static String resolveDevice(String name) {
        return switch (name) {
            case "cpu" -> name;
            case "auto" -> Loaded.ENGINE.getGpuCount() > 0 ? "cuda:0" : "cpu";
            default -> {
                if (!name.matches("cuda:[0-9]{1,3}")) {
                    throw new TributaryException(
                            ErrorCode.INVALID_PARAMETER,
                            "There is no device '" + name + "'; use auto, cpu or cuda:N, such as cuda:0.");
                }
                int count = Loaded.ENGINE.getGpuCount();
                if (number(name) >= count) {
                    throw new TributaryException(
                            ErrorCode.INVALID_PARAMETER,
                            "Device " + name + " is not here: the engine finds " + count
                                    + " CUDA devices. Use cpu, or install the CUDA natives of PyTorch.");
                }
                yield name;
            }
        };
    }

    /**
     * Builds a network; its weights are zeros.
     *
     * @param capacity the most rows a batch may have
     * @param device as {@link #resolveDevice} returned it
     */
    public static Network network(ModelGraph graph, int capacity, String device) {
        Device place = device.equals("cpu") ? Device.cpu() : Device.gpu(number(device));
        PtNDManager host = (PtNDManager) Loaded.ENGINE.newBaseManager(Device.cpu());
        try {
            Parameters parameters = place.isGpu()
                    ? Parameters.mirrored(host, graph.parameters(), place)
                    : Parameters.shared(host, graph.parameters());
            return new TorchNetwork(graph, capacity, place, host, parameters);
        } catch (RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    private static int number(String cuda) {
        return Integer.parseInt(cuda.substring("cuda:".length()));
    }
}
