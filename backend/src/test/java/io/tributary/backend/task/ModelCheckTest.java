package io.tributary.backend.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.protocol.artifact.Durability;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelSpec;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.task.TaskSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ModelCheckTest {
    private static final DataShape SHAPE = new DataShape(1, 4, 4, 3);
    private static final WeightLayout LAYOUT =
            ModelGraph.of(ModelSpec.ofPreset("logistic"), SHAPE).layout();

    private DiskArtifactStore artifacts;
    private ModelCheck check;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        artifacts = new DiskArtifactStore(folder, new Disk(folder, 0));
        check = new ModelCheck(artifacts);
    }

    @Test
    void takesAModelOfTheNetwork() throws IOException {
        Sha256 model = put(LAYOUT, 0.5f, 0);
        assertThatCode(() -> check.check(from(model), SHAPE)).doesNotThrowAnyException();
        assertThatCode(() -> check.check(TaskSpec.defaults(), SHAPE)).doesNotThrowAnyException();
    }

    @Test
    void refusesWhatIsNoNumberAndSaysWhere() throws IOException {
        refuses(put(LAYOUT, Float.NaN, 0), "NaN in " + LAYOUT.tensors().get(1).name());
        refuses(put(LAYOUT, Float.POSITIVE_INFINITY, 0), "Infinity");
    }

    @Test
    void refusesWhatIsCutShort() throws IOException {
        refuses(put(LAYOUT, 0, 4), "cut short");
    }

    @Test
    void refusesOtherShapesOfTheSameSize() throws IOException {
        WeightLayout other = ModelGraph.of(ModelSpec.ofPreset("logistic"), new DataShape(1, 2, 8, 3))
                .layout();
        assertThat(other.size()).isEqualTo(LAYOUT.size());
        WeightLayout wider = ModelGraph.of(ModelSpec.ofPreset("logistic"), new DataShape(1, 4, 4, 4))
                .layout();
        refuses(put(wider, 0, 0), "another network");
        ByteBuffer header = Safetensors.header(LAYOUT);
        header.put(20, (byte) 'x');
        refuses(artifacts.put(Durability.FILE, header, weights(LAYOUT, 0)), "other names or shapes");
    }

    @Test
    void refusesWhatIsNotHere() {
        refuses(new Sha256("0".repeat(64)), "There is no model");
    }

    private void refuses(Sha256 model, String says) {
        assertThatThrownBy(() -> check.check(from(model), SHAPE))
                .isInstanceOfSatisfying(TributaryException.class, e -> {
                    assertThat(e.errors()).singleElement().satisfies(error -> {
                        assertThat(error.field()).isEqualTo("start.model");
                        assertThat(error.message()).contains(says);
                    });
                });
    }

    private static TaskSpec from(Sha256 model) {
        String json = "{\"model\": {\"preset\": \"logistic\"}, \"start\": {\"model\": \"" + model.hex() + "\"}}";
        return JsonMapper.shared().readValue(json, TaskSpec.class);
    }

    /** @param last number of all, the others are 0 */
    private Sha256 put(WeightLayout layout, float last, int missing) throws IOException {
        ByteBuffer weights = weights(layout, last);
        return artifacts.put(Durability.FILE, Safetensors.header(layout), weights.limit(weights.limit() - missing));
    }

    private static ByteBuffer weights(WeightLayout layout, float last) {
        int bytes = (int) (4 * layout.size());
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes - 4, last);
    }
}
