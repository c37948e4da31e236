package io.tributary.backend.schema;

import io.tributary.orchestrator.dispatch.Holdings;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.selection.ClientSelector;
import io.tributary.orchestrator.selection.Selections;
import io.tributary.orchestrator.task.Federation;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpecReader;
import io.tributary.worker.data.DatasetCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads task specs against what this server and its connected workers know at the moment. */
@Component
public class SpecService {
    private final SlotPool pool;
    private final DatasetCatalog datasets;
    private @Nullable Known current;

    SpecService(SlotPool pool, DatasetCatalog datasets) {
        this.pool = pool;
        this.datasets = datasets;
    }

    /**
     * Text to a checked spec.
     *
     * @throws io.tributary.protocol.error.TributaryException as {@link TaskSpecReader#read(String)}
     */
    public TaskSpec read(String json) {
        return known().reader.read(json);
    }

    /** The JSON Schema of a spec. */
    public JsonNode schema() {
        return known().reader.schema();
    }

    /** The names that may stand in a spec. */
    public Registries registries() {
        return known().registries;
    }

    private synchronized Known known() {
        Holdings held = pool.holdings();
        Map<String, String> problems = new HashMap<>(datasets.problems());
        problems.putAll(held.problems());
        Map<String, List<String>> sites = new HashMap<>();
        held.sites()
                .forEach((id, at) ->
                        sites.put(id, at.stream().map(Federation.Site::name).toList()));
        Registries now = new Registries(
                held.datasets(),
                problems,
                sites,
                pool.optimizers(),
                Selections.all().stream().map(ClientSelector::id).toList(),
                Strategies.all().stream().map(Strategy::id).toList(),
                Compressors.ids(),
                held.mostParameters());
        Known known = current;
        if (known == null || !known.registries.equals(now)) {
            known = new Known(now, new TaskSpecReader(now));
            current = known;
        }
        return known;
    }

    private record Known(Registries registries, TaskSpecReader reader) {}
}
