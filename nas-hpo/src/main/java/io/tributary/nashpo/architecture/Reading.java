package io.tributary.nashpo.architecture;

import io.tributary.nashpo.space.Params;
import io.tributary.protocol.model.Layer;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Layers read as the grammar's fields, as far as they have a counterpart; the space makes a point of it. */
final class Reading {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Params params = Params.none();
    private int stage = 1;
    private int depth;
    private int dense;
    private boolean depthwise;

    private Reading() {}

    static Params of(List<Layer> layers) {
        Reading reading = new Reading();
        // The last dense layer is the output, which the grammar adds itself.
        layers.subList(0, layers.size() - 1).forEach(reading::read);
        reading.set(Grammar.STAGES, number(reading.depth > 0 ? reading.stage : Math.max(1, reading.stage - 1)));
        reading.set(Grammar.DENSE, number(reading.dense));
        return reading.params;
    }

    private void read(Layer layer) {
        if (layer instanceof Layer.Conv conv) {
            // Of a single channel no groups can be made; no stage is as narrow as that.
            if (conv.groups() > 1 || conv.filters() == 1) {
                depthwise = true;
                set(Grammar.kernel(stage), number(conv.kernel()));
                return;
            }
            if (depthwise && conv.kernel() == 1) {
                add("depthwise", conv.filters());
            } else {
                if (conv.stride() > 1) {
                    halve();
                }
                set(Grammar.kernel(stage), number(conv.kernel() < 4 ? 3 : 5));
                add("conv", conv.filters());
            }
            depthwise = false;
        } else if (layer instanceof Layer.Residual residual) {
            residual.layers().stream().filter(Layer.GroupNorm.class::isInstance).forEach(this::read);
            residual.layers().stream()
                    .filter(Layer.Conv.class::isInstance)
                    .map(Layer.Conv.class::cast)
                    .findFirst()
                    .ifPresent(this::residual);
        } else if (layer instanceof Layer.MaxPool || layer instanceof Layer.AveragePool) {
            set(Grammar.HALVING, JSON.valueToTree(layer instanceof Layer.MaxPool ? "max-pool" : "average-pool"));
            halve();
        } else if (layer instanceof Layer.GroupNorm) {
            set(Grammar.NORM, JSON.valueToTree("group"));
        } else if (layer instanceof Layer.Activation activation) {
            set(Grammar.ACTIVATION, JSON.valueToTree(activation.function()));
        } else if (layer instanceof Layer.GlobalAveragePool) {
            set(Grammar.HEAD, JSON.valueToTree("global-average"));
        } else if (layer instanceof Layer.Dense units) {
            dense++;
            set(Grammar.UNITS, number(units.units() == null ? 1 : units.units()));
        } else if (layer instanceof Layer.Dropout dropout) {
            set(Grammar.DROPOUT, JSON.valueToTree(dropout.rate()));
        }
    }

    private void residual(Layer.Conv first) {
        if (first.stride() > 1) {
            halve();
        }
        set(Grammar.kernel(stage), number(first.kernel() < 4 ? 3 : 5));
        add("residual", first.filters());
    }

    private void add(String block, int width) {
        depth++;
        set(Grammar.block(stage), JSON.valueToTree(block));
        set(Grammar.width(stage), number(width));
        set(Grammar.depth(stage), number(depth));
    }

    private void halve() {
        if (depth > 0) {
            stage++;
            depth = 0;
        }
    }

    private void set(String field, JsonNode value) {
        params = params.with(field, value);
    }

    private static JsonNode number(long value) {
        return JSON.getNodeFactory().numberNode(value);
    }
}
