package io.tributary.protocol.task;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.model.Layer;
import io.tributary.protocol.model.ModelPreset;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (2020-12) of the task spec, generated from {@link TaskSpec}: bounds from its constraint annotations,
 * titles, help and units from {@link Field}, defaults from {@link TaskSpec#defaults()}, and the open choices from what this
 * installation knows.
 */
public final class TaskSchema {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LAYER = "layer";

    private TaskSchema() {}

    /** The schema for an installation that knows these names. */
    public static ObjectNode of(Registries known) {
        ObjectNode schema = generator(type -> false).generateSchema(TaskSpec.class);
        schema.put("title", "Task spec")
                .put("description", "Everything about one federated run; all fields are optional.");
        hoistLayers(schema);
        addDefaults(schema, JSON.valueToTree(TaskSpec.defaults()));
        // Also those that cannot be used just now: the rules say why, a list of choices cannot.
        choices(
                schema,
                Stream.concat(
                                known.datasets().stream().map(DatasetInfo::id),
                                known.datasetProblems().keySet().stream().sorted())
                        .distinct()
                        .toList(),
                "dataset");
        choices(schema, ModelPreset.ids(), "model", "preset");
        choices(schema, known.selections(), "clients", "selection");
        choices(schema, known.optimizers(), "training", "optimizer");
        choices(schema, known.strategies(), "aggregation", "strategy");
        StrategyParameters.describe((ObjectNode) at(schema, "aggregation").get("properties"));
        choices(schema, known.codecs(), "compression", "uplink", "scheme");
        choices(schema, known.codecs(), "compression", "downlink", "scheme");
        // It follows from other fields when it is left out, so a form must not offer one as if it were fixed.
        at(schema, "clients", "selection").remove("default");
        at(schema, "clients", "selection").put("x-empty", "automatic");
        at(schema, "name").put("x-empty", "made up for you");
        at(schema, "simulation", "attack", "strength").put("x-empty", "by kind");
        at(schema, "start", "task").put("x-empty", "fresh weights");
        at(schema, "start", "round").put("x-empty", "last");
        at(schema, "start", "model").put("x-empty", "that of the task");
        Conditions.resolve(schema);
        return schema;
    }

    /**
     * The schema of another record that is annotated like {@link TaskSpec}, closed to unknown fields. Where it holds a
     * task spec or any JSON at all, the schema says nothing ({@code {}}).
     */
    public static ObjectNode of(Class<?> spec) {
        return generator(type ->
                        JsonNode.class.isAssignableFrom(type.getErasedType()) || type.getErasedType() == TaskSpec.class)
                .generateSchema(spec);
    }

    private static SchemaGenerator generator(Predicate<ResolvedType> anything) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonSchemaModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY, JacksonOption.SKIP_SUBTYPE_LOOKUP))
                .with(new JakartaValidationModule(JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED))
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.INLINE_ALL_SCHEMAS);
        config.forTypesInGeneral()
                .withPropertySorter((unusedFirst, unusedSecond) -> 0)
                .withCustomDefinitionProvider(layers())
                .withCustomDefinitionProvider((type, context) -> anything.test(type)
                        ? new CustomDefinition(
                                JSON.createObjectNode(),
                                CustomDefinition.DefinitionType.INLINE,
                                CustomDefinition.AttributeInclusion.NO)
                        : null);
        config.forFields()
                .withNullableCheck(field -> false)
                .withTitleResolver(field -> said(field, said -> said.title().isEmpty() ? null : said.title()))
                .withDescriptionResolver(field -> said(field, Field::help))
                .withInstanceAttributeOverride((node, field, context) -> said(field, said -> {
                    if (!said.unit().isEmpty()) {
                        node.put("unit", said.unit());
                    }
                    if (said.advanced()) {
                        node.put("advanced", true);
                    }
                    if (!said.when().isEmpty()) {
                        node.put(Conditions.KEYWORD, said.when());
                    }
                    return null;
                }));
        return new SchemaGenerator(config.build());
    }

    private static @Nullable String said(FieldScope field, Function<Field, @Nullable String> reading) {
        Field said = field.isFakeContainerItemScope() ? null : field.getAnnotation(Field.class);
        return said == null ? null : reading.apply(said);
    }

    /** A layer is told apart by its type first, so that an error speaks of the layer that was meant. */
    private static CustomDefinitionProviderV2 layers() {
        return new CustomDefinitionProviderV2() {
            private boolean inside;

            @Override
            public @Nullable CustomDefinition provideCustomSchemaDefinition(
                    ResolvedType type, SchemaGenerationContext context) {
                if (type.getErasedType() != Layer.class) {
                    return null;
                }
                if (inside) {
                    // The layers of a residual are layers again: where they are described once is fixed by hoistLayers.
                    return new CustomDefinition(JSON.createObjectNode().put("$ref", "#/$defs/" + LAYER), true);
                }
                inside = true;
                ObjectNode schema = JSON.createObjectNode().put("type", "object");
                schema.putArray("required").add("type");
                ArrayNode names =
                        schema.putObject("properties").putObject("type").putArray("enum");
                ArrayNode cases = schema.putArray("allOf");
                for (JsonSubTypes.Type subtype : Objects.requireNonNull(Layer.class.getAnnotation(JsonSubTypes.class))
                        .value()) {
                    names.add(subtype.name());
                    ObjectNode one = cases.addObject();
                    ObjectNode condition = one.putObject("if");
                    condition.putObject("properties").putObject("type").put("const", subtype.name());
                    condition.putArray("required").add("type");
                    ObjectNode then = context.createStandardDefinition(
                            context.getTypeContext().resolve(subtype.value()), this);
                    then.withObject("properties").putObject("type").put("const", subtype.name());
                    one.set("then", then.put("additionalProperties", false));
                }
                return new CustomDefinition(schema, true);
            }
        };
    }

    private static void hoistLayers(ObjectNode schema) {
        ObjectNode layers = at(schema, "model", "layers");
        ObjectNode layer = (ObjectNode) layers.get("items");
        // The generator closes every object; a layer is closed by the case of its type, a reference by what it refers
        // to.
        layer.remove("additionalProperties");
        layer.findParents("$ref").forEach(reference -> ((ObjectNode) reference).remove("additionalProperties"));
        schema.withObject("$defs").set(LAYER, layer);
        layers.putObject("items").put("$ref", "#/$defs/" + LAYER);
    }

    private static void addDefaults(ObjectNode schema, JsonNode defaults) {
        defaults.properties().forEach(entry -> {
            ObjectNode property = at(schema, entry.getKey());
            if (entry.getValue().isObject()) {
                addDefaults(property, entry.getValue());
            } else if (!entry.getValue().isNull()) {
                property.set("default", entry.getValue());
            }
        });
    }

    private static void choices(ObjectNode schema, List<String> ids, String... path) {
        ArrayNode choices = at(schema, path).putArray("enum");
        ids.forEach(choices::add);
    }

    /** The schema of a property, written out in place where it was only a reference to a shared definition. */
    private static ObjectNode at(ObjectNode root, String... path) {
        ObjectNode node = root;
        for (String name : path) {
            node = (ObjectNode) node.get("properties").get(name);
        }
        return node;
    }
}
