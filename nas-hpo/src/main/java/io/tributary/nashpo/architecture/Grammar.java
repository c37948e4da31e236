package io.tributary.nashpo.architecture;

import io.tributary.nashpo.architecture.ArchitectureSpec.Block;
import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelGraph.InvalidModelException;
import io.tributary.protocol.model.ModelSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The grammar for one shape of data: its dimensions, all named {@code architecture.*}, and the network of each point.
 *
 * <p>network = stage{stages} head; stage = block{depth} halving; block = conv | depthwise | residual, with width and kernel of
 * the stage, normalisation and activation of the network; head = (flatten | global-average) (dense activation){dense} dropout
 * dense. A stage whose image cannot be halved any more is not followed by a halving.
 */
public final class Grammar {
    /** What all dimensions of a grammar begin with. */
    public static final String PREFIX = "architecture.";

    static final String STAGES = PREFIX + "stages";
    static final String NORM = PREFIX + "norm";
    static final String ACTIVATION = PREFIX + "activation";
    static final String HALVING = PREFIX + "halving";
    static final String HEAD = PREFIX + "head";
    static final String DENSE = PREFIX + "dense";
    static final String UNITS = PREFIX + "units";
    static final String DROPOUT = PREFIX + "dropout";
    private static final int LEAST_UNITS = 8;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JSON.getNodeFactory();

    private final ArchitectureSpec spec;
    private final DataShape data;
    private final List<Dimension> dimensions;
    private final Space space;

    public Grammar(ArchitectureSpec spec, DataShape data) {
        this.spec = spec;
        this.data = data;
        this.dimensions = List.copyOf(describe());
        this.space = Space.of(dimensions);
    }

    /** To be added to those of the task's fields. */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    private boolean images() {
        return data.channels() > 1 || data.height() > 1;
    }

    private List<Dimension> describe() {
        List<Dimension> all = new ArrayList<>();
        List<JsonNode> blocks = names(spec.blocks());
        if (images()) {
            all.add(Dimension.whole(STAGES, spec.minStages(), spec.maxStages(), false));
            for (int stage = 1; stage <= spec.maxStages(); stage++) {
                for (Dimension each : stage(stage, blocks)) {
                    all.add(stage <= spec.minStages() ? each : each.when(STAGES, numbers(stage, spec.maxStages())));
                }
            }
            all.add(Dimension.choice(HALVING, texts("max-pool", "average-pool")));
            all.add(Dimension.choice(NORM, texts("none", "group")));
            all.add(Dimension.choice(HEAD, texts("flatten", "global-average")));
        }
        all.add(Dimension.choice(ACTIVATION, names(spec.activations())));
        all.add(Dimension.whole(DENSE, 0, spec.maxDense(), false));
        if (spec.maxDense() > 0) {
            all.add(Dimension.whole(UNITS, LEAST_UNITS, spec.maxUnits(), true)
                    .when(DENSE, numbers(1, spec.maxDense())));
        }
        if (spec.maxDropout() > 0) {
            all.add(Dimension.real(DROPOUT, 0, spec.maxDropout(), false));
        }
        return all;
    }

    private List<Dimension> stage(int stage, List<JsonNode> blocks) {
        return List.of(
                Dimension.choice(block(stage), blocks),
                new Dimension(
                        width(stage),
                        Dimension.Type.INT,
                        (double) spec.minWidth(),
                        (double) spec.maxWidth(),
                        false,
                        spec.minWidth() < spec.maxWidth() ? 8.0 : null,
                        null,
                        null),
                Dimension.whole(depth(stage), 1, spec.maxDepth(), false),
                Dimension.choice(kernel(stage), List.of(NODES.numberNode(3), NODES.numberNode(5))));
    }

    /** The layers of a point that holds all of the grammar's fields that count; other fields are not looked at. */
    public ModelSpec model(Params params) {
        List<Layer> layers = new ArrayList<>();
        Layer activation = new Layer.Activation(JSON.treeToValue(value(params, ACTIVATION), Layer.Function.class));
        if (images()) {
            stages(params, activation, layers);
        }
        boolean average = images() && text(params, HEAD).equals("global-average");
        layers.add(average ? new Layer.GlobalAveragePool() : new Layer.Flatten());
        for (int i = 0; i < whole(params, DENSE); i++) {
            layers.add(new Layer.Dense(whole(params, UNITS)));
            layers.add(activation);
        }
        double dropout = params.has(DROPOUT) ? value(params, DROPOUT).asDouble() : 0;
        // Finer differences make no other network.
        dropout = Math.rint(dropout * 100) / 100;
        if (dropout > 0) {
            layers.add(new Layer.Dropout(dropout));
        }
        layers.add(new Layer.Dense(null));
        return new ModelSpec(null, layers);
    }

    private void stages(Params params, Layer activation, List<Layer> layers) {
        int extent = Math.min(data.height(), data.width());
        int channels = data.channels();
        int stages = whole(params, STAGES);
        for (int stage = 1; stage <= stages; stage++) {
            int width = whole(params, width(stage));
            for (int i = 0; i < whole(params, depth(stage)); i++) {
                layers.addAll(block(
                        JSON.treeToValue(value(params, block(stage)), Block.class),
                        channels,
                        width,
                        whole(params, kernel(stage)),
                        text(params, NORM).equals("group"),
                        activation));
                channels = width;
            }
            if (extent >= 4) {
                layers.add(
                        text(params, HALVING).equals("max-pool")
                                ? new Layer.MaxPool(2, 2)
                                : new Layer.AveragePool(2, 2));
                extent /= 2;
            }
        }
    }

    private static List<Layer> block(Block block, int channels, int width, int kernel, boolean norm, Layer activation) {
        List<Layer> layers = new ArrayList<>();
        switch (block) {
            case CONV -> {
                layers.add(conv(width, kernel, 1));
                normalise(layers, norm);
            }
            case DEPTHWISE -> {
                layers.add(conv(channels, kernel, channels));
                layers.add(conv(width, 1, 1));
                normalise(layers, norm);
            }
            case RESIDUAL -> {
                List<Layer> body = new ArrayList<>();
                body.add(conv(width, kernel, 1));
                normalise(body, norm);
                body.add(activation);
                body.add(conv(width, kernel, 1));
                normalise(body, norm);
                layers.add(new Layer.Residual(body));
            }
        }
        layers.add(activation);
        return layers;
    }

    private static Layer conv(int filters, int kernel, int groups) {
        return new Layer.Conv(filters, kernel, 1, kernel / 2, groups);
    }

    private static void normalise(List<Layer> layers, boolean norm) {
        if (norm) {
            layers.add(new Layer.GroupNorm(8));
        }
    }

    /** Why the network of a point may not be trained, or empty. */
    public Optional<String> problem(Params params) {
        ModelGraph graph;
        try {
            graph = ModelGraph.of(model(params), data);
        } catch (InvalidModelException e) {
            return Optional.of(e.reason());
        }
        return over(graph.parameters(), spec.maxParameters(), "parameters")
                .or(() -> over(4 * graph.parameters(), spec.maxBytes(), "bytes"))
                .or(() -> over(graph.multiplyAdds(), spec.maxFlops(), "multiply-adds"));
    }

    private static Optional<String> over(long has, @Nullable Long cap, String what) {
        return cap != null && has > cap
                ? Optional.of("The network has " + has + " " + what + ", more than the " + cap + " allowed.")
                : Optional.empty();
    }

    /**
     * The same point where its network may be trained; else a smaller one that may: step by step whatever has most of its range
     * left goes down (dense layers, units, depth, width, kernel, stages), at last the head becomes an average.
     */
    public Params fit(Params params) {
        Params fitted = params;
        while (problem(fitted).isPresent()) {
            Optional<Params> smaller = smaller(fitted);
            if (smaller.isEmpty()) {
                return fitted;
            }
            fitted = smaller.get();
        }
        return fitted;
    }

    private Optional<Params> smaller(Params params) {
        Dimension most = null;
        double highest = 0;
        for (Dimension dimension : dimensions) {
            boolean sized = (dimension.numeric() && !dimension.field().equals(DROPOUT))
                    || dimension.field().endsWith(".kernel");
            JsonNode value = params.get(dimension.field());
            if (sized && value != null && dimension.size() > 1) {
                double ordinal = dimension.numeric() ? dimension.coordinate(value) : dimension.coordinate(value) / 2;
                boolean least = Objects.equals(value, dimension.at(0));
                if (!least && ordinal > highest) {
                    most = dimension;
                    highest = ordinal;
                }
            }
        }
        if (most != null) {
            JsonNode value = value(params, most.field());
            double next = most.numeric()
                    ? Math.min(most.coordinate(value) - 0.15, most.cell(value)[0] - 1e-6)
                    : most.coordinate(value) - 1;
            return Optional.of(completed(params.with(most.field(), most.at(next)), params));
        }
        JsonNode average = NODES.stringNode("global-average");
        return images() && !text(params, HEAD).equals("global-average")
                ? Optional.of(params.with(HEAD, average))
                : Optional.empty();
    }

    /** What is wrong with the spec for this data, at {@code architecture}: bounds, or caps that nothing fits under. */
    public List<FieldError> check() {
        Params least = Params.none();
        for (Dimension dimension : dimensions) {
            if (space.active(dimension, least)) {
                least = least.with(dimension.field(), dimension.at(0));
            }
        }
        Params smallest = fit(images() ? least.with(HEAD, NODES.stringNode("global-average")) : least);
        return candidates(smallest).stream().anyMatch(each -> problem(each).isEmpty())
                ? List.of()
                : List.of(new FieldError(
                        "architecture",
                        "No network of the grammar fits the caps. "
                                + problem(smallest).orElse("")
                                + " Raise the cap, or allow smaller networks."));
    }

    private List<Params> candidates(Params smallest) {
        List<Params> all = new ArrayList<>();
        for (Block block : images() ? spec.blocks() : List.of(Block.CONV)) {
            Params candidate = smallest;
            for (int stage = 1; images() && stage <= spec.minStages(); stage++) {
                candidate = candidate.with(block(stage), JSON.valueToTree(block));
            }
            all.add(candidate);
        }
        return all;
    }

    /** A network within the caps, at random. */
    public Params draw(UniformRandomProvider random) {
        return fit(space.draw(random));
    }

    /** A network within the caps that differs from another one in one field, or in few where the caps ask for it. */
    public Params mutate(Params params, UniformRandomProvider random) {
        List<Dimension> active = dimensions.stream()
                .filter(dimension -> params.has(dimension.field()) && dimension.size() > 1)
                .toList();
        if (active.isEmpty()) {
            return params;
        }
        Dimension changed = active.get(random.nextInt(active.size()));
        JsonNode before = value(params, changed.field());
        JsonNode after = before;
        while (after.equals(before)) {
            double u = random.nextDouble();
            after = changed.at(changed.numeric() ? u : Math.floor(u * changed.size()));
        }
        return fit(completed(params.with(changed.field(), after), space.draw(random)));
    }

    /** The point whose network is most like a model: the widths, kernels and blocks of its stages, its head and dense layers. */
    public Params like(ModelSpec model) {
        return fit(space.complete(Reading.of(model.resolve()), Params.none()));
    }

    /** A name that points with the same network share, though their params differ. */
    public Sha256 hash(Params params) {
        MessageDigest digest = Sha256.digest();
        digest.update(JSON.writeValueAsString(model(params)).getBytes(StandardCharsets.UTF_8));
        return Sha256.of(digest);
    }

    /** With the fields that a change has made count, and without those that no longer do; others than the grammar's stay. */
    private Params completed(Params changed, Params other) {
        Params own = space.complete(changed, other);
        Params result = Params.none();
        for (var entry : changed.values().entrySet()) {
            if (!entry.getKey().startsWith(PREFIX)) {
                result = result.with(entry.getKey(), entry.getValue());
            }
        }
        for (var entry : own.values().entrySet()) {
            result = result.with(entry.getKey(), entry.getValue());
        }
        return result;
    }

    static String block(int stage) {
        return PREFIX + "stage" + stage + ".block";
    }

    static String width(int stage) {
        return PREFIX + "stage" + stage + ".width";
    }

    static String depth(int stage) {
        return PREFIX + "stage" + stage + ".depth";
    }

    static String kernel(int stage) {
        return PREFIX + "stage" + stage + ".kernel";
    }

    private static JsonNode value(Params params, String field) {
        return Objects.requireNonNull(params.get(field), () -> field + " is missing");
    }

    private static int whole(Params params, String field) {
        return (int) value(params, field).asLong();
    }

    private static String text(Params params, String field) {
        return value(params, field).asString();
    }

    private static List<JsonNode> names(List<? extends Enum<?>> values) {
        return values.stream().<JsonNode>map(JSON::valueToTree).toList();
    }

    private static List<JsonNode> texts(String... values) {
        return Arrays.stream(values).<JsonNode>map(NODES::stringNode).toList();
    }

    private static List<JsonNode> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .<JsonNode>mapToObj(DoubleNode::valueOf)
                .toList();
    }
}
