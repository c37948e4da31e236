package io.tributary.backend.plan;

import io.tributary.backend.schema.SpecService;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Specs with some of their fields changed. */
@Component
class Respec {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SpecService specs;

    Respec(SpecService specs) {
        this.specs = specs;
    }

    /**
     * The spec with some fields set.
     *
     * @param changes values by path; null switches off what can be
     * @return null where that is no spec that could be run
     */
    @Nullable
    TaskSpec changed(TaskSpec spec, Map<String, ? extends @Nullable Object> changes) {
        ObjectNode tree = JSON.valueToTree(spec);
        changes.forEach((path, value) -> {
            JsonPointer pointer = JsonPointer.compile(path);
            ((ObjectNode) tree.at(pointer.head())).set(pointer.last().getMatchingProperty(), JSON.valueToTree(value));
        });
        try {
            return specs.read(tree.toString());
        } catch (TributaryException e) {
            return null;
        }
    }
}
