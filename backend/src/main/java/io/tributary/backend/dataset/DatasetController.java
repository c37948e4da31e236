package io.tributary.backend.dataset;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.schema.SpecService;
import io.tributary.backend.worker.EmbeddedWorker;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Data sets over REST: names, shapes and counts, and of those that anyone may look at some examples. */
@RestController
@RequestMapping("/api/v1/datasets")
@Tag(name = "Registries")
class DatasetController {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SAMPLES = 8;

    private final SlotPool pool;
    private final SpecService specs;
    private final EmbeddedWorker worker;

    DatasetController(SlotPool pool, SpecService specs, EmbeddedWorker worker) {
        this.pool = pool;
        this.specs = specs;
        this.worker = worker;
    }

    @GetMapping
    @Operation(summary = "The data sets that connected workers hold")
    List<DatasetInfo> list() {
        return pool.datasets();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One data set")
    DatasetInfo get(@PathVariable String id) {
        return pool.dataset(id)
                .orElseThrow(() -> new TributaryException(
                        ErrorCode.NOT_FOUND,
                        "There is no data set " + id + ". Known: "
                                + String.join(
                                        ", ",
                                        pool.datasets().stream()
                                                .map(DatasetInfo::id)
                                                .toList()) + "."));
    }

    @GetMapping("/{id}/partition")
    @Operation(
            summary = "What each client would hold: the fields of a spec's partition, clients and seed as parameters")
    PartitionView partition(@PathVariable String id, @RequestParam Map<String, String> parameters) {
        DatasetInfo dataset = get(id);
        // The parameters are fields of a spec and are held against its schema, so bounds and words are the same.
        TaskSpec spec = specs.read(JSON.writeValueAsString(spec(id, parameters, partitionFields())));
        if (dataset.own()) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE,
                    "What each site holds of " + id + " it tells when a task begins; nothing is dealt out.");
        }
        return new PartitionView(id, dataset.labels(), worker.partition(spec));
    }

    @GetMapping(path = "/{id}/samples/{label}", produces = MediaType.IMAGE_PNG_VALUE)
    @Operation(summary = "Some examples of a label, by its index, side by side as one image")
    ResponseEntity<byte[]> samples(@PathVariable String id, @PathVariable int label) {
        DatasetInfo dataset = get(id);
        if (dataset.own()) {
            throw new TributaryException(ErrorCode.NOT_FOUND, "Examples of " + id + " never leave their sites.");
        }
        if (label < 0 || label >= dataset.labels().size()) {
            throw new TributaryException(
                    ErrorCode.NOT_FOUND,
                    "There is no label " + label + ". Labels are 0 to "
                            + (dataset.labels().size() - 1) + ".");
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePrivate())
                .body(SampleStrip.png(dataset.shape(), worker.samples(id, label, SAMPLES)));
    }

    record PartitionView(String dataset, List<String> labels, List<ClientData> clients) {}

    /** The parameters of a partition and where they stand in a spec: all its fields, the clients and the seed. */
    private SortedMap<String, String> partitionFields() {
        SortedMap<String, String> fields = new TreeMap<>(Map.of("clients", "/clients/count", "seed", "/seed"));
        specs.schema()
                .at("/properties/partition/properties")
                .propertyNames()
                .forEach(name -> fields.put(name, "/partition/" + name));
        return fields;
    }

    private static ObjectNode spec(String dataset, Map<String, String> parameters, SortedMap<String, String> fields) {
        ObjectNode spec = JSON.createObjectNode().put("dataset", dataset);
        parameters.forEach((name, value) -> {
            String path = fields.get(name);
            if (path == null) {
                throw new TributaryException(
                        ErrorCode.INVALID_PARAMETER,
                        "There is no parameter " + name + ". Known: " + String.join(", ", fields.keySet()) + ".");
            }
            int slash = path.lastIndexOf('/');
            ObjectNode parent = slash == 0 ? spec : spec.withObject(path.substring(0, slash));
            parent.set(path.substring(slash + 1), scalar(value));
        });
        return spec;
    }

    /** A number where it reads as one, else text. */
    private static JsonNode scalar(String value) {
        try {
            JsonNode node = JSON.readTree(value);
            return node.isNumber() ? node : JSON.getNodeFactory().stringNode(value);
        } catch (JacksonException e) {
            return JSON.getNodeFactory().stringNode(value);
        }
    }
}
