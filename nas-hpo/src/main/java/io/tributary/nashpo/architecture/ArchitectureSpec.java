package io.tributary.nashpo.architecture;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.model.Layer.Function;
import io.tributary.protocol.task.Field;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which networks a study may build: caps, and the bounds of the grammar. Rows of a table only get the dense part.
 *
 * @param maxBytes of the weights as 32-bit numbers
 * @param maxFlops multiplications with their additions of one forward pass of one example
 */
public record ArchitectureSpec(
        @Field(title = "Most parameters", help = "No network with more is trained.", unit = "parameters")
        @Min(1)
        @Max(536_870_847)
        @Nullable
        Long maxParameters,

        @Field(title = "Most bytes", help = "No network whose weights take more is trained.", unit = "bytes")
        @Min(1)
        @Max(9_007_199_254_740_991L)
        @Nullable
        Long maxBytes,

        @Field(
                title = "Most operations",
                help = "No network with more multiply-adds for one example is trained.",
                unit = "multiply-adds")
        @Min(1)
        @Max(9_007_199_254_740_991L)
        @Nullable
        Long maxFlops,

        @Field(title = "Fewest stages", help = "Stages at one size of the image.", advanced = true) @Min(1) @Max(6)
        Integer minStages,

        @Field(title = "Most stages", help = "Each stage but the last halves the image.", advanced = true)
        @Min(1)
        @Max(6)
        Integer maxStages,

        @Field(title = "Least width", help = "Channels of a stage; multiples of 8.", advanced = true) @Min(8) @Max(1024)
        Integer minWidth,

        @Field(title = "Greatest width", help = "Channels of a stage; multiples of 8.", advanced = true)
        @Min(8)
        @Max(1024)
        Integer maxWidth,

        @Field(title = "Greatest depth", help = "Blocks in a stage.", advanced = true) @Min(1) @Max(8)
        Integer maxDepth,

        @Field(title = "Blocks", help = "What a stage may be made of.", advanced = true) @Size(min = 1, max = 3)
        List<Block> blocks,

        @Field(title = "Activations", help = "Which nonlinearities may be tried.", advanced = true)
        @Size(min = 1, max = 6)
        List<Function> activations,

        @Field(title = "Most dense layers", help = "Between the stages and the output.", advanced = true)
        @Min(0)
        @Max(4)
        Integer maxDense,

        @Field(title = "Most units", help = "Outputs of such a dense layer.", advanced = true) @Min(8) @Max(4096)
        Integer maxUnits,

        @Field(
                title = "Most dropout",
                help = "Share of inputs of the last layers that may be set to zero.",
                advanced = true)
        @DecimalMin("0")
        @DecimalMax("0.9")
        Double maxDropout) {

    /** What a stage repeats. */
    public enum Block {
        /** A convolution. */
        @JsonProperty("conv")
        CONV,
        /** A convolution of each channel by itself, then a 1x1 one across (Howard et al. 2017, MobileNet). */
        @JsonProperty("depthwise")
        DEPTHWISE,
        /** Two convolutions and the way around them (He et al. 2016). */
        @JsonProperty("residual")
        RESIDUAL
    }

    public ArchitectureSpec {
        minStages = Objects.requireNonNullElse(minStages, 1);
        maxStages = Objects.requireNonNullElse(maxStages, 3);
        minWidth = Objects.requireNonNullElse(minWidth, 8);
        maxWidth = Objects.requireNonNullElse(maxWidth, 64);
        maxDepth = Objects.requireNonNullElse(maxDepth, 2);
        blocks = List.copyOf(Objects.requireNonNullElse(blocks, List.of(Block.values())));
        activations = List.copyOf(
                Objects.requireNonNullElse(activations, List.of(Function.RELU, Function.LEAKY_RELU, Function.SILU)));
        maxDense = Objects.requireNonNullElse(maxDense, 2);
        maxUnits = Objects.requireNonNullElse(maxUnits, 256);
        maxDropout = Objects.requireNonNullElse(maxDropout, 0.5);
    }

    /** Caps alone, on the usual grammar. */
    public static ArchitectureSpec within(@Nullable Long parameters, @Nullable Long bytes, @Nullable Long flops) {
        ObjectNode caps = JsonMapper.shared().createObjectNode();
        caps.put("maxParameters", parameters).put("maxBytes", bytes).put("maxFlops", flops);
        return JsonMapper.shared().treeToValue(caps, ArchitectureSpec.class);
    }

    /** Bounds that exclude each other, at {@code architecture}. */
    public List<FieldError> check() {
        List<FieldError> errors = new ArrayList<>();
        if (minStages > maxStages) {
            errors.add(new FieldError(
                    "architecture.minStages",
                    "minStages is " + minStages + ", above maxStages, which is " + maxStages + "; exchange them."));
        }
        if (minWidth > maxWidth) {
            errors.add(new FieldError(
                    "architecture.minWidth",
                    "minWidth is " + minWidth + ", above maxWidth, which is " + maxWidth + "; exchange them."));
        }
        if (minWidth % 8 != 0 || maxWidth % 8 != 0) {
            errors.add(new FieldError(
                    minWidth % 8 != 0 ? "architecture.minWidth" : "architecture.maxWidth",
                    "Widths are multiples of 8, so that groups of channels can be normalised."));
        }
        if (blocks.stream().distinct().count() < blocks.size()) {
            errors.add(new FieldError("architecture.blocks", "A block is listed twice."));
        }
        if (activations.stream().distinct().count() < activations.size()) {
            errors.add(new FieldError("architecture.activations", "An activation is listed twice."));
        }
        return errors;
    }
}
