package io.tributary.backend.model;

import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.task.Task;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Streams a model artifact out in the format that was asked for; never holds a model whole. */
@Component
class ModelExport {
    /** Bytes of a buffer; the web server asks for 128 of them ahead for each download. */
    private static final int CHUNK = 16 * 1024;

    private final ArtifactStore artifacts;
    private final SlotPool pool;

    ModelExport(ArtifactStore artifacts, SlotPool pool) {
        this.artifacts = artifacts;
        this.pool = pool;
    }

    /** Bytes of the model artifact. */
    long size(Sha256 model) throws IOException {
        return artifacts.size(model);
    }

    /** A part of the model artifact as it is. */
    Flux<DataBuffer> write(Sha256 model, BytePart part) {
        Flux<DataBuffer> bytes = DataBufferUtils.readByteChannel(
                () -> artifacts.open(model).position(part.from()), DefaultDataBufferFactory.sharedInstance, CHUNK);
        return DataBufferUtils.takeUntilByteCount(bytes, part.length()).subscribeOn(Schedulers.boundedElastic());
    }

    /** The whole model in another format than the artifact's. */
    Flux<DataBuffer> write(Task task, Sha256 model, ModelFormat format) {
        return Flux.from(DataBufferUtils.outputStreamPublisher(
                out -> write(task, model, format, out),
                DefaultDataBufferFactory.sharedInstance,
                Schedulers.boundedElastic()::schedule,
                CHUNK));
    }

    private void write(Task task, Sha256 model, ModelFormat format, OutputStream out) {
        try (InputStream in = Channels.newInputStream(artifacts.open(model))) {
            if (format == ModelFormat.PYTORCH) {
                zip(task, in, out);
            } else {
                json(task, in, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Model " + model + " cannot be sent", e);
        }
    }

    private void zip(Task task, InputStream model, OutputStream out) throws IOException {
        ModelGraph graph = ModelGraph.of(task.spec().model(), task.data());
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            // Weights hardly get smaller, and a large model would take minutes.
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry("model.py"));
            zip.write(PyTorchModule.source(task, graph, pool.dataset(task.spec().dataset()))
                    .getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("model.safetensors"));
            model.transferTo(zip);
            zip.closeEntry();
        }
    }

    private static void json(Task task, InputStream model, OutputStream out) throws IOException {
        ModelGraph graph = ModelGraph.of(task.spec().model(), task.data());
        model.skipNBytes(Safetensors.header(graph.layout()).remaining());
        try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
            json.writeStartObject();
            json.writeName("tensors");
            json.writeStartArray();
            for (Tensor tensor : graph.layout().tensors()) {
                json.writeStartObject();
                json.writeStringProperty("name", tensor.name());
                json.writeName("shape");
                json.writeStartArray();
                for (int extent : tensor.shape()) {
                    json.writeNumber(extent);
                }
                json.writeEndArray();
                json.writeName("values");
                json.writeStartArray();
                for (long left = tensor.size(); left > 0; ) {
                    int numbers = (int) Math.min(left, CHUNK / 4);
                    ByteBuffer bytes =
                            ByteBuffer.wrap(model.readNBytes(4 * numbers)).order(ByteOrder.LITTLE_ENDIAN);
                    for (int i = 0; i < numbers; i++) {
                        json.writeNumber(bytes.getFloat(4 * i));
                    }
                    left -= numbers;
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
