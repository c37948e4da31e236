package io.tributary.protocol.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.task.Field;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One layer of the architecture grammar. Absent values get the default that the field's help names. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Conv.class, name = "conv"),
    @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense"),
    @JsonSubTypes.Type(value = Layer.Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Layer.MaxPool.class, name = "max-pool"),
    @JsonSubTypes.Type(value = Layer.AveragePool.class, name = "average-pool"),
    @JsonSubTypes.Type(value = Layer.GlobalAveragePool.class, name = "global-average-pool"),
    @JsonSubTypes.Type(value = Layer.Activation.class, name = "activation"),
    @JsonSubTypes.Type(value = Layer.GroupNorm.class, name = "group-norm"),
    @JsonSubTypes.Type(value = Layer.Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Layer.Residual.class, name = "residual")
})
public sealed interface Layer {

    /** Two-dimensional convolution with bias; (C, H, W) to (filters, H', W'). */
    record Conv(
            @Field(help = "Output channels.") @NotNull @Min(1) @Max(4096)
            Integer filters,

            @Field(help = "Side of the square kernel.", unit = "pixels") @NotNull @Min(1) @Max(31)
            Integer kernel,

            @Field(help = "Step between outputs; 1 unless said.", unit = "pixels") @Min(1) @Max(16)
            Integer stride,

            @Field(help = "Zeros around the input; 0 unless said.", unit = "pixels") @Min(0) @Max(15)
            Integer padding,

            @Field(help = "Groups of channels that do not mix; 1 unless said. As many as input channels is depthwise.")
            @Min(1)
            @Max(4096)
            Integer groups)
            implements Layer {
        public Conv {
            stride = Objects.requireNonNullElse(stride, 1);
            padding = Objects.requireNonNullElse(padding, 0);
            groups = Objects.requireNonNullElse(groups, 1);
        }

        static Conv of(int filters, int kernel, int stride, int padding) {
            return new Conv(filters, kernel, stride, padding, 1);
        }
    }

    /** Fully connected layer with bias; (N) to (units). */
    record Dense(
            @Field(help = "Outputs; absent means one for each class of the data set.") @Min(1) @Max(65_536) @Nullable
            Integer units)
            implements Layer {}

    /** (C, H, W) to (C*H*W). */
    record Flatten() implements Layer {}

    /** Maximum over square windows. */
    record MaxPool(
            @Field(help = "Side of the window; 2 unless said.", unit = "pixels") @Min(1) @Max(64)
            Integer size,

            @Field(help = "Step between windows; the window's side unless said.", unit = "pixels") @Min(1) @Max(64)
            Integer stride)
            implements Layer {
        public MaxPool {
            size = Objects.requireNonNullElse(size, 2);
            stride = Objects.requireNonNullElse(stride, size);
        }
    }

    /** Mean over square windows. */
    record AveragePool(
            @Field(help = "Side of the window; 2 unless said.", unit = "pixels") @Min(1) @Max(64)
            Integer size,

            @Field(help = "Step between windows; the window's side unless said.", unit = "pixels") @Min(1) @Max(64)
            Integer stride)
            implements Layer {
        public AveragePool {
            size = Objects.requireNonNullElse(size, 2);
            stride = Objects.requireNonNullElse(stride, size);
        }
    }

    /** (C, H, W) to (C): the mean of each channel. */
    record GlobalAveragePool() implements Layer {}

    /** An elementwise nonlinearity. */
    record Activation(
            @Field(help = "Which; relu unless said.") Function function) implements Layer {
        public Activation {
            function = Objects.requireNonNullElse(function, Function.RELU);
        }
    }

    /** The known nonlinearities. */
    enum Function {
        @JsonProperty("relu")
        RELU,
        @JsonProperty("leaky-relu")
        LEAKY_RELU,
        @JsonProperty("gelu")
        GELU,
        @JsonProperty("silu")
        SILU,
        @JsonProperty("tanh")
        TANH,
        @JsonProperty("sigmoid")
        SIGMOID
    }

    /**
     * Group normalisation (Wu and He 2018, arXiv 1803.08494, eq. 7) with learned scale and shift. It keeps no running
     * statistics, so averaging weights averages all there is: the reason why it stands here and batch normalisation does
     * not.
     */
    record GroupNorm(
            @Field(help = "Groups of channels, a divisor of the channels; 8 unless said.") @Min(1) @Max(4096)
            Integer groups)
            implements Layer {
        public GroupNorm {
            groups = Objects.requireNonNullElse(groups, 8);
        }
    }

    /** Zeroes inputs at random while training and scales the others up, so that the expectation stays. */
    record Dropout(
            @Field(help = "Share of inputs set to zero; 0.5 unless said.")
            @DecimalMin("0")
            @DecimalMax(value = "1", inclusive = false)
            Double rate)
            implements Layer {
        public Dropout {
            rate = Objects.requireNonNullElse(rate, 0.5);
        }
    }

    /** Output = body(x) + x; where the shapes differ, x goes through a 1x1 convolution with the stride that fits. */
    record Residual(
            @Field(help = "The layers of the body.") @NotNull @Size(min = 1, max = 64)
            List<Layer> layers) implements Layer {
        public Residual {
            layers = List.copyOf(layers);
        }
    }
}
