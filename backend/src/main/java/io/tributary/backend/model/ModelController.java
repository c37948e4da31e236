package io.tributary.backend.model;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.backend.worker.EmbeddedWorker;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelGraph.InvalidModelException;
import io.tributary.protocol.model.ModelPreset;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.worker.Showcase;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Model presets, and trained models for download. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Models", description = "Presets, and trained models for download")
class ModelController {
    private static final int MOST_PREDICTIONS = 100;

    private final History history;
    private final SlotPool pool;
    private final ModelExport export;
    private final EmbeddedWorker worker;

    ModelController(History history, SlotPool pool, ModelExport export, EmbeddedWorker worker) {
        this.history = history;
        this.pool = pool;
        this.export = export;
        this.worker = worker;
    }

    @GetMapping("/models")
    @Operation(summary = "The model presets, with their parameters for each data set")
    List<PresetView> presets() {
        return Arrays.stream(ModelPreset.values()).map(this::view).toList();
    }

    record PresetView(String id, String title, String description, Map<String, Long> parameters) {}

    private PresetView view(ModelPreset preset) {
        Map<String, Long> parameters = new LinkedHashMap<>();
        for (DatasetInfo dataset : pool.datasets()) {
            try {
                ModelGraph graph = ModelGraph.of(ModelSpec.ofPreset(preset.id()), dataset.shape());
                parameters.put(dataset.id(), graph.parameters());
            } catch (InvalidModelException e) {
                // The preset does not fit this data set, so it has no number for it.
                parameters.remove(dataset.id());
            }
        }
        return new PresetView(preset.id(), preset.title(), preset.description(), parameters);
    }

    @GetMapping("/tasks/{id}/model")
    @Operation(
            summary = "The model after the last committed round, or after round=N (0: before the first)",
            description = "As safetensors also in parts, by Range: a download that broke off can go on.")
    ResponseEntity<Flux<DataBuffer>> download(
            @PathVariable String id,
            @RequestParam(defaultValue = "safetensors") String format,
            @RequestParam(required = false) @Nullable Integer round,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange)
            throws IOException {
        ModelFormat wanted = ModelFormat.find(format)
                .orElseThrow(() -> new TributaryException(
                        ErrorCode.INVALID_PARAMETER,
                        "There is no format '" + format + "'. Known: " + String.join(", ", ModelFormat.ids()) + "."));
        TaskSummary task = history.task(id);
        Sha256 model = new Sha256(history.model(id, round));
        String file = fileName(task.task().name(), round == null ? task.round() : round, wanted);
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType(wanted.mediaType()));
        headers.setContentDisposition(
                ContentDisposition.attachment().filename(file).build());
        headers.set("X-Model-Sha256", model.hex());
        if (wanted != ModelFormat.SAFETENSORS) {
            return new ResponseEntity<>(export.write(task.task(), model, wanted), headers, 200);
        }
        long size = export.size(model);
        headers.setETag("\"" + model.hex() + "\"");
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        BytePart part = BytePart.of(ifRange == null || ifRange.equals(headers.getETag()) ? range : null, size);
        if (part.isEmpty()) {
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            return new ResponseEntity<>(headers, HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        }
        headers.setContentLength(part.length());
        if (part.length() < size) {
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes " + part.from() + "-" + (part.end() - 1) + "/" + size);
        }
        return new ResponseEntity<>(
                export.write(model, part), headers, part.length() < size ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK);
    }

    @GetMapping("/tasks/{id}/predictions")
    @Operation(summary = "Some held-out examples with their pixels, and what the last model takes them for")
    PredictionsView predictions(@PathVariable String id, @RequestParam(defaultValue = "12") int count) {
        if (count < 1 || count > MOST_PREDICTIONS) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER, "count is " + count + "; it is 1 to " + MOST_PREDICTIONS + ".");
        }
        TaskSummary task = history.task(id);
        Sha256 model = new Sha256(history.model(id, null));
        List<String> labels = pool.dataset(task.task().spec().dataset())
                .map(DatasetInfo::labels)
                .orElse(List.of());
        return new PredictionsView(
                task.round(),
                task.task().data(),
                labels,
                worker.predictions(task.task().spec(), model, count));
    }

    record PredictionsView(int round, DataShape shape, List<String> labels, List<Showcase.Prediction> examples) {}

    private static String fileName(String task, int round, ModelFormat format) {
        String safe = task.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        return (safe.isEmpty() ? "model" : safe) + "-round-" + round + format.suffix();
    }
}
