package io.tributary.worker.site;

import static io.tributary.worker.site.Sites.own;
import static io.tributary.worker.site.Sites.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.Share;
import io.tributary.worker.engine.Network;
import io.tributary.worker.engine.Torch;
import io.tributary.worker.evaluation.Evaluation;
import io.tributary.worker.loss.Loss;
import io.tributary.worker.training.ClientRound;
import io.tributary.worker.training.InitialWeights;
import io.tributary.worker.training.LocalTraining;
import io.tributary.worker.training.LocalUpdate;
import io.tributary.worker.training.Watch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** From a text file to a model that has learned what is in it. */
class OwnDataLearnsTest {
    @TempDir
    Path folder;

    @Test
    void tellsClassesApart() throws IOException {
        Random random = new Random(1);
        StringBuilder table = new StringBuilder("pressure,smoker,noise,sick\n");
        for (int i = 0; i < 400; i++) {
            double pressure = 120 + 15 * random.nextGaussian();
            boolean smoker = random.nextBoolean();
            boolean sick = pressure + (smoker ? 20 : 0) > 130;
            table.append(i % 11 == 0 ? "NA" : pressure)
                    .append(',')
                    .append(smoker ? "yes" : "no")
                    .append(',');
            table.append(random.nextInt(1000))
                    .append(',')
                    .append(sick ? "sick" : "well")
                    .append('\n');
        }

        Evaluation learned = learn(
                own(text(folder.resolve("h.csv"), table.toString()), "").load(),
                "{\"model\":{\"preset\":\"logistic\"},\"training\":{\"localEpochs\":30}}");

        long right =
                learned.confusion().get(0).get(0) + learned.confusion().get(1).get(1);
        assertThat((double) right / learned.examples()).isGreaterThan(0.85);
        assertThat(learned.residuals()).isNull();
    }

    @Test
    void predictsNumbers() throws IOException {
        Random random = new Random(1);
        StringBuilder table = new StringBuilder("rooms,garden,price\n");
        for (int i = 0; i < 400; i++) {
            int rooms = 1 + random.nextInt(8);
            boolean garden = random.nextBoolean();
            double price = 50_000 + 30_000 * rooms + (garden ? 40_000 : 0) + 1000 * random.nextGaussian();
            table.append(rooms)
                    .append(',')
                    .append(garden ? "yes" : "no")
                    .append(',')
                    .append(price)
                    .append('\n');
        }

        Evaluation learned = learn(
                own(text(folder.resolve("p.csv"), table.toString()), "").load(),
                "{\"model\":{\"preset\":\"mlp\"},\"training\":{\"localEpochs\":30,\"loss\":\"mse\"}}");

        assertThat(learned.confusion()).isEmpty();
        assertThat(learned.residuals()).satisfies(residuals -> {
            assertThat(residuals.determination()).isGreaterThan(0.98);
            assertThat(residuals.meanAbsoluteError()).isLessThan(0.1);
            assertThat(residuals.squares()).isEqualTo(learned.lossSum());
        });
    }

    private static Evaluation learn(Dataset data, String json) {
        TaskSpec spec = JsonMapper.shared().readValue(json, TaskSpec.class);
        ModelGraph graph = ModelGraph.of(spec.model(), data.info().shape());
        Share share =
                new Share(data.train(), IntStream.range(0, data.train().count()).toArray());
        try (Network network = Torch.network(graph, 256, "cpu")) {
            ByteBuffer start = InitialWeights.of(graph.layout(), 1);
            LocalUpdate update =
                    new LocalTraining().train(new ClientRound(spec, 1, 0, share, start, network), Watch.none());
            ByteBuffer trained = ByteBuffer.allocateDirect(start.capacity()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < start.capacity(); i += 4) {
                trained.putFloat(i, start.getFloat(i) + update.difference().getFloat(i));
            }
            return Evaluation.of(
                    trained,
                    new Evaluation.Slice(data.test(), 0, data.test().count(), 256),
                    Loss.of(spec.training().loss()),
                    network,
                    Watch.none());
        }
    }
}
