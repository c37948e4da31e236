package io.tributary.protocol.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.protocol.task.Field;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which network to train: a preset's name or a list of layers, never both. Nothing said means {@code lenet5}.
 *
 * @param preset id of a {@link ModelPreset}
 * @param layers the layers from input to logits; the last is {@code dense}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelSpec(
        @Field(title = "Preset", help = "A ready-made network; small ones train and travel faster.", when = "layers=")
        @Nullable
        String preset,

        @Field(title = "Layers", help = "Your own network instead of a preset, layer by layer.")
        @Size(min = 1, max = 128)
        @Nullable
        List<Layer> layers) {

    public ModelSpec {
        if (preset == null && layers == null) {
            preset = ModelPreset.LENET5.id();
        }
        if (layers != null) {
            layers = List.copyOf(layers);
        }
    }

    public static ModelSpec ofPreset(String id) {
        return new ModelSpec(id, null);
    }

    /**
     * The layers to build.
     *
     * @throws IllegalArgumentException where the preset is unknown, naming the known ones
     */
    public List<Layer> resolve() {
        if (layers != null) {
            return layers;
        }
        return ModelPreset.find(String.valueOf(preset))
                .orElseThrow(() -> new IllegalArgumentException("There is no model preset '" + preset + "'. Known: "
                        + String.join(", ", ModelPreset.ids()) + "."))
                .layers();
    }

    /** The name for people: the preset's title, or "Custom network". */
    public String title() {
        return preset == null
                ? "Custom network"
                : ModelPreset.find(preset).map(ModelPreset::title).orElse(preset);
    }
}
