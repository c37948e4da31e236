package io.tributary.benchmarks.search;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * LCBench (Zimmer et al. 2021) as the surrogate of YAHPO Gym (Pfisterer et al. 2022): validation accuracy of a small network on
 * 34 OpenML tasks as a function of seven hyperparameters and the epoch. Reads {@code lcbench.onnx}, {@code lcbench.cs.json} and
 * {@code lcbench.enc.json} of one folder.
 */
final class Surrogate implements AutoCloseable {
    static final int EPOCHS = 52;
    /** The order of the network's inputs after the epoch. */
    private static final List<String> INPUTS = List.of(
            "batch_size", "learning_rate", "momentum", "weight_decay", "num_layers", "max_units", "max_dropout");

    private static final int ACCURACY = 1;
    private static final int BATCH = 4096;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Map<String, Integer> codes = new TreeMap<>();
    private final List<String> instances = new ArrayList<>();
    private final Space space;

    Surrogate(Path folder) throws IOException, OrtException {
        JsonMapper json = JsonMapper.shared();
        JsonNode configuration = json.readTree(Files.readString(folder.resolve("lcbench.cs.json")));
        json.readTree(Files.readString(folder.resolve("lcbench.enc.json")))
                .path("OpenML_task_id")
                .properties()
                .forEach(entry -> codes.put(entry.getKey(), entry.getValue().asInt()));
        Map<String, Dimension> dimensions = new TreeMap<>();
        for (JsonNode each : configuration.path("hyperparameters")) {
            String name = each.path("name").asString();
            if (name.equals("OpenML_task_id")) {
                each.path("choices").forEach(choice -> instances.add(choice.asString()));
            } else if (INPUTS.contains(name)) {
                double low = each.path("lower").asDouble();
                double high = each.path("upper").asDouble();
                boolean log = each.path("log").asBoolean();
                dimensions.put(
                        name,
                        each.path("type").asString().equals("uniform_int")
                                ? Dimension.whole(name, (long) low, (long) high, log)
                                : Dimension.real(name, low, high, log));
            }
        }
        space = Space.of(INPUTS.stream()
                .map(name -> Objects.requireNonNull(dimensions.get(name)))
                .toList());
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        session = environment.createSession(folder.resolve("lcbench.onnx").toString(), options);
    }

    Space space() {
        return space;
    }

    /** All tasks of the benchmark. */
    List<String> instances() {
        return List.copyOf(instances);
    }

    /** Validation accuracy in percent after each epoch, from 1. */
    float[] curve(String instance, Params params) {
        float[] rows = new float[EPOCHS * (1 + INPUTS.size())];
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            row(rows, epoch - 1, epoch, params);
        }
        return accuracies(instance, rows, EPOCHS);
    }

    /** Validation accuracy in percent of full trainings. */
    float[] last(String instance, List<Params> all) {
        float[] result = new float[all.size()];
        for (int from = 0; from < all.size(); from += BATCH) {
            List<Params> some = all.subList(from, Math.min(all.size(), from + BATCH));
            float[] rows = new float[some.size() * (1 + INPUTS.size())];
            for (int i = 0; i < some.size(); i++) {
                row(rows, i, EPOCHS, some.get(i));
            }
            System.arraycopy(accuracies(instance, rows, some.size()), 0, result, from, some.size());
        }
        return result;
    }

    private static void row(float[] rows, int index, int epoch, Params params) {
        int at = index * (1 + INPUTS.size());
        rows[at] = epoch;
        for (int i = 0; i < INPUTS.size(); i++) {
            rows[at + 1 + i] =
                    (float) Objects.requireNonNull(params.get(INPUTS.get(i))).asDouble();
        }
    }

    private float[] accuracies(String instance, float[] rows, int count) {
        int[] codesOfRows = new int[count];
        java.util.Arrays.fill(codesOfRows, Objects.requireNonNull(codes.get(instance)));
        try (OnnxTensor categories =
                        OnnxTensor.createTensor(environment, IntBuffer.wrap(codesOfRows), new long[] {count, 1});
                OnnxTensor numbers = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(rows), new long[] {count, 1 + INPUTS.size()});
                OrtSession.Result answer = session.run(Map.of("x_cat", categories, "x_cont", numbers))) {
            float[][] outputs = (float[][]) answer.get(0).getValue();
            float[] accuracies = new float[count];
            for (int i = 0; i < count; i++) {
                accuracies[i] = outputs[i][ACCURACY];
            }
            return accuracies;
        } catch (OrtException e) {
            throw new IllegalStateException("The surrogate cannot be evaluated", e);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
