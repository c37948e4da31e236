package io.tributary.intent.learned;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.tributary.intent.text.Word;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The MiniLM sentence encoder (all-MiniLM-L6-v2, eight-bit weights, Wang et al. 2020) on ONNX Runtime with one thread. A word's vector is
 * the mean of its pieces' vectors.
 */
public final class MiniLm implements Encoder {
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final int MOST_PIECES = 510;

    private final WordPieces pieces;
    private final OrtSession session;
    private final int length;

    private MiniLm(WordPieces pieces, OrtSession session, int length) {
        this.pieces = pieces;
        this.session = session;
        this.length = length;
    }

    /**
     * Loads the encoder.
     *
     * @throws IOException where its files or the native library are missing
     */
    public static MiniLm load() throws IOException {
        try (InputStream model = MiniLm.class.getResourceAsStream(MODEL);
                InputStream tokenizer = MiniLm.class.getResourceAsStream(TOKENIZER)) {
            if (model == null || tokenizer == null) {
                throw new IOException("The encoder's files are not on the class path.");
            }
            WordPieces pieces = new WordPieces(JsonMapper.shared().readTree(tokenizer));
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = OrtEnvironment.getEnvironment().createSession(model.readAllBytes(), options);
            NodeInfo output = session.getOutputInfo().values().iterator().next();
            long[] shape = ((TensorInfo) output.getInfo()).getShape();
            return new MiniLm(pieces, session, (int) shape[shape.length - 1]);
        } catch (OrtException | LinkageError e) {
            throw new IOException("The encoder cannot run here: " + e.getMessage(), e);
        }
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public float[][] encode(List<Word> words) {
        List<Integer> ids = new ArrayList<>(List.of(pieces.start));
        int[] owner = new int[MOST_PIECES + 2];
        int[] parts = new int[words.size()];
        for (int word = 0; word < words.size(); word++) {
            for (int id : pieces.of(words.get(word))) {
                if (ids.size() <= MOST_PIECES) {
                    owner[ids.size()] = word;
                    parts[word]++;
                    ids.add(id);
                }
            }
        }
        ids.add(pieces.end);
        float[][] vectors = new float[words.size()][length];
        float[][] tokens = run(ids);
        for (int token = 1; token < tokens.length - 1; token++) {
            float[] vector = vectors[owner[token]];
            for (int i = 0; i < length; i++) {
                vector[i] += tokens[token][i] / parts[owner[token]];
            }
        }
        return vectors;
    }

    private float[][] run(List<Integer> ids) {
        long[][] input = new long[1][ids.size()];
        long[][] ones = new long[1][ids.size()];
        for (int i = 0; i < ids.size(); i++) {
            input[0][i] = ids.get(i);
            ones[0][i] = 1;
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put("input_ids", OnnxTensor.createTensor(environment, input));
            inputs.put("attention_mask", OnnxTensor.createTensor(environment, ones));
            inputs.put("token_type_ids", OnnxTensor.createTensor(environment, new long[1][ids.size()]));
            inputs.keySet().retainAll(session.getInputNames());
            try (OrtSession.Result result = session.run(inputs)) {
                return ((float[][][]) result.get(0).getValue())[0];
            }
        } catch (OrtException e) {
            throw new IllegalStateException("The encoder failed: " + e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }
}
