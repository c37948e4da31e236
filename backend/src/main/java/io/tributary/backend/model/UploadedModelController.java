package io.tributary.backend.model;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.audit.AuditTarget;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Models that people bring along, to start tasks from. */
@RestController
@RequestMapping("/api/v1/models/uploaded")
@Tag(name = "Models")
class UploadedModelController {
    private static final int LONGEST_NAME = 100;

    private final UploadedModels models;

    UploadedModelController(UploadedModels models) {
        this.models = models;
    }

    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            summary = "Upload a safetensors file of 32-bit floats, to start tasks from",
            description =
                    "Its tensors are to be named as those of torch.nn.Sequential; start.model of a task names the answer's sha256.")
    Mono<ResponseEntity<UploadedModel>> upload(
            @RequestParam(defaultValue = "model") String name,
            @RequestBody Flux<DataBuffer> body,
            ServerWebExchange exchange) {
        String title = name.strip();
        if (title.isEmpty() || title.length() > LONGEST_NAME) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER,
                    "The name has 1 to " + LONGEST_NAME + " characters, not " + title.length() + ".");
        }
        return Mono.using(models::begin, incoming -> receive(body, incoming, title), UploadedModels.Incoming::close)
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(model -> AuditTarget.set(exchange, model.name()))
                .map(model -> ResponseEntity.status(HttpStatus.CREATED).body(model));
    }

    private static Mono<UploadedModel> receive(Flux<DataBuffer> body, UploadedModels.Incoming incoming, String name) {
        return body.publishOn(Schedulers.boundedElastic())
                .doOnNext(buffer -> {
                    try (DataBuffer.ByteBufferIterator pieces = buffer.readableByteBuffers()) {
                        pieces.forEachRemaining(incoming::write);
                    } finally {
                        DataBufferUtils.release(buffer);
                    }
                })
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                .then(Mono.fromCallable(() -> incoming.finish(name)));
    }

    @GetMapping
    @Operation(summary = "The models that were uploaded, the newest first")
    List<UploadedModel> list() {
        return models.all();
    }

    @DeleteMapping("/{sha256}")
    @Operation(summary = "Remove an uploaded model; tasks that started from it keep theirs")
    ResponseEntity<Void> remove(@PathVariable String sha256, ServerWebExchange exchange) throws IOException {
        AuditTarget.set(exchange, models.remove(sha256).name());
        return ResponseEntity.noContent().build();
    }
}
