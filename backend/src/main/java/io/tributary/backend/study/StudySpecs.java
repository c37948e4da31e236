package io.tributary.backend.study;

import io.tributary.backend.schema.SpecService;
import io.tributary.nashpo.study.StudySpec;
import io.tributary.nashpo.study.StudySpecReader;
import io.tributary.protocol.task.Registries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads study specs against what this server and its connected workers know at the moment. */
@Component
class StudySpecs {
    private final SpecService specs;
    private @Nullable Known current;

    StudySpecs(SpecService specs) {
        this.specs = specs;
    }

    /**
     * Text to a checked spec.
     *
     * @throws io.tributary.protocol.error.TributaryException as {@link StudySpecReader#read(String)}
     */
    StudySpec read(String json) {
        return reader().read(json);
    }

    /** The JSON Schema of a spec. */
    JsonNode schema() {
        return reader().schema();
    }

    /** Whether some connected worker holds a data set. */
    boolean holds(String dataset) {
        return specs.registries().datasets().stream().anyMatch(each -> each.id().equals(dataset));
    }

    /** For what is known now. */
    synchronized StudySpecReader reader() {
        Registries now = specs.registries();
        Known known = current;
        if (known == null || !known.registries.equals(now)) {
            known = new Known(now, new StudySpecReader(now));
            current = known;
        }
        return known.reader;
    }

    private record Known(Registries registries, StudySpecReader reader) {}
}
