package io.tributary.protocol.model;

import io.tributary.protocol.model.Layer.Activation;
import io.tributary.protocol.model.Layer.Conv;
import io.tributary.protocol.model.Layer.Dense;
import io.tributary.protocol.model.Layer.Flatten;
import io.tributary.protocol.model.Layer.Function;
import io.tributary.protocol.model.Layer.GlobalAveragePool;
import io.tributary.protocol.model.Layer.GroupNorm;
import io.tributary.protocol.model.Layer.MaxPool;
import io.tributary.protocol.model.Layer.Residual;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Named layer lists. ReLU stands after max-pooling: the same values, fewer of them. */
public enum ModelPreset {
    LOGISTIC("logistic", "Logistic regression", "One linear layer; the baseline.", List.of(new Flatten(), dense())),
    MLP(
            "mlp",
            "Multilayer perceptron",
            "Two hidden layers of 200; McMahan et al. 2017, \"2NN\".",
            List.of(new Flatten(), dense(200), relu(), dense(200), relu(), dense())),
    LENET5(
            "lenet5",
            "LeNet-5",
            "Two small convolutions and three dense layers; LeCun et al. 1998 with max-pooling and ReLU.",
            List.of(
                    Conv.of(6, 5, 1, 2),
                    pool(),
                    relu(),
                    Conv.of(16, 5, 1, 0),
                    pool(),
                    relu(),
                    new Flatten(),
                    dense(120),
                    relu(),
                    dense(84),
                    relu(),
                    dense())),
    CNN(
            "cnn",
            "Convolutional network",
            "Two 5x5 convolutions and a dense layer of 512; McMahan et al. 2017, \"CNN\".",
            List.of(
                    Conv.of(32, 5, 1, 2),
                    pool(),
                    relu(),
                    Conv.of(64, 5, 1, 2),
                    pool(),
                    relu(),
                    new Flatten(),
                    dense(512),
                    relu(),
                    dense())),
    RESNET8(
            "resnet8",
            "ResNet-8",
            "Three residual blocks of 16, 32 and 64 filters; He et al. 2016 with group normalisation.",
            List.of(
                    Conv.of(16, 3, 1, 1),
                    new GroupNorm(8),
                    relu(),
                    block(16, 1),
                    relu(),
                    block(32, 2),
                    relu(),
                    block(64, 2),
                    relu(),
                    new GlobalAveragePool(),
                    dense()));

    private final String id;
    private final String title;
    private final String description;
    private final List<Layer> layers;

    ModelPreset(String id, String title, String description, List<Layer> layers) {
        this.id = id;
        this.title = title;
        this.description = description;
        this.layers = layers;
    }

    /** The preset of that id, if there is one. */
    public static Optional<ModelPreset> find(String id) {
        return Arrays.stream(values()).filter(preset -> preset.id.equals(id)).findFirst();
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(ModelPreset::id).toList();
    }

    /** The name used in task specs. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    public List<Layer> layers() {
        return layers;
    }

    private static Dense dense(int units) {
        return new Dense(units);
    }

    private static Dense dense() {
        return new Dense(null);
    }

    private static Layer relu() {
        return new Activation(Function.RELU);
    }

    private static Layer pool() {
        return new MaxPool(2, 2);
    }

    private static Layer block(int filters, int stride) {
        return new Residual(List.of(
                Conv.of(filters, 3, stride, 1), new GroupNorm(8), relu(), Conv.of(filters, 3, 1, 1), new GroupNorm(8)));
    }
}
