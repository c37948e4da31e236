package io.tributary.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.loss.Loss;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Loss LOSS = Loss.of(TaskSpec.Loss.CROSS_ENTROPY);
    private static final ModelGraph LENET = ModelGraph.of(ModelSpec.ofPreset("lenet5"), new DataShape(1, 28, 28, 10));

    @Test
    void eachStepHasItsOwnGradients() {
        try (Network network = Torch.network(LENET, 4, "cpu")) {
            Nets.fill(network.weights().asFloatBuffer(), 1);
            Nets.fill(network.inputs().asFloatBuffer(), 2);
            network.step(4, new int[4], LOSS, Nets.random(1));
            float[] first = Nets.gradients(network);

            network.step(2, new int[4], LOSS, Nets.random(1));
            network.step(4, new int[4], LOSS, Nets.random(1));

            assertThat(Nets.gradients(network)).isEqualTo(first);
        }
    }

    @Test
    void aLossThatIsNotFiniteLeavesNoGradients() {
        try (Network network = Torch.network(LENET, 4, "cpu")) {
            Nets.fill(network.weights().asFloatBuffer(), 1);
            network.step(4, new int[4], LOSS, Nets.random(1));
            network.weights().putFloat(0, Float.NaN);

            assertThat(network.step(4, new int[4], LOSS, Nets.random(1))).isNaN();

            assertThatThrownBy(network::gradients).hasMessageContaining("no gradients");
        }
    }

    /** What a CUDA device would do, with another place in the CPU's memory for the device's. */
    @Test
    void aNetworkWithMirroredWeightsGivesTheSameBits() {
        PtNDManager host = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        try (Network shared = Torch.network(LENET, 4, "cpu");
                Network mirrored = new TorchNetwork(
                        LENET, 4, Device.cpu(), host, Parameters.mirrored(host, LENET.parameters(), Device.cpu()))) {
            for (Network network : new Network[] {shared, mirrored}) {
                Nets.fill(network.inputs().asFloatBuffer(), 2);
            }
            for (int round = 0; round < 3; round++) {
                for (Network network : new Network[] {shared, mirrored}) {
                    Nets.fill(network.weights().asFloatBuffer(), round);
                    network.weightsChanged();
                }
                double loss = shared.step(4, new int[4], LOSS, Nets.random(1));
                assertThat(mirrored.step(4, new int[4], LOSS, Nets.random(1))).isEqualTo(loss);
                assertThat(Nets.gradients(mirrored)).isEqualTo(Nets.gradients(shared));
                assertThat(mirrored.logits(3)).isEqualTo(shared.logits(3));
            }
        }
    }

    @Test
    void aPlainStepInTheEngineHasTheBitsOfOneInJava() {
        float rate = 0.0737f;
        try (Network network = Torch.network(LENET, 4, "cpu")) {
            FloatBuffer weights = network.weights().asFloatBuffer();
            Nets.fill(weights, 1);
            Nets.fill(network.inputs().asFloatBuffer(), 2);
            network.weightsChanged();
            for (int rows : new int[] {4, 3, 4}) {
                network.step(rows, new int[4], LOSS, Nets.random(1));
                float[] expected = Nets.copy(weights);
                float[] gradients = Nets.gradients(network);
                for (int i = 0; i < expected.length; i++) {
                    expected[i] -= rate * gradients[i];
                }
                assertThat(network.descend(rate)).isTrue();
                assertThat(Nets.copy(weights)).isEqualTo(expected);
            }
        }
    }

    @Test
    void aPlainStepIsLeftToJavaWhereTheDeviceHasMemoryOfItsOwn() {
        PtNDManager host = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        try (Network mirrored = new TorchNetwork(
                LENET, 4, Device.cpu(), host, Parameters.mirrored(host, LENET.parameters(), Device.cpu()))) {
            mirrored.step(4, new int[4], LOSS, Nets.random(1));
            float[] before = Nets.copy(mirrored.weights().asFloatBuffer());
            assertThat(mirrored.descend(0.1f)).isFalse();
            assertThat(Nets.copy(mirrored.weights().asFloatBuffer())).isEqualTo(before);
        }
    }

    /** Each leaked batch of activations would be a megabyte, so a leak of one array for each step shows as gigabytes. */
    @Test
    void memoryStaysFlatOverTwoThousandSteps() throws IOException {
        DataShape data = new DataShape(1, 32, 32, 3);
        ModelGraph graph = Nets.graph(
                data,
                new Layer.Activation(Layer.Function.SILU),
                new Layer.Dropout(0.1),
                new Layer.MaxPool(4, 4),
                new Layer.GroupNorm(1),
                new Layer.Flatten(),
                new Layer.Dense(null));
        PtNDManager host = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        try (Network network =
                new TorchNetwork(graph, 256, Device.cpu(), host, Parameters.shared(host, graph.parameters()))) {
            Nets.fill(network.inputs().asFloatBuffer(), 2);
            run(network, 100);
            int arrays = host.getManagedArrays().size();
            long before = residentMegabytes();

            run(network, 2000);

            assertThat(host.getManagedArrays()).hasSize(arrays);
            assertThat(residentMegabytes() - before).isLessThan(400);
        }
        assertThat(host.isOpen()).isFalse();
    }

    private static void run(Network network, int steps) {
        int[] labels = new int[network.capacity()];
        for (int i = 0; i < steps; i++) {
            network.step(i % 2 == 0 ? network.capacity() : 100, labels, LOSS, Nets.random(i));
            network.gradients();
            network.logits(50);
        }
    }

    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
