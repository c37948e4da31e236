package io.tributary.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SpeedsTest {
    @Test
    void takesTimeByExamplesAndEpochs() {
        Speeds speeds = speeds("{'training':{'localEpochs':3},'simulation':{'examplesPerSecond':500}}");
        assertThat(speeds.seconds(0, 1000)).isEqualTo(6);
        assertThat(speeds.seconds(9, 250)).isEqualTo(1.5);
    }

    @Test
    void slowsAShareOfTheClientsAndAddsToItWithALargerShare() {
        List<Integer> third = slow("{'clients':{'count':100},'simulation':{'slow':{'share':0.33}}}");
        List<Integer> half = slow("{'clients':{'count':100},'simulation':{'slow':{'share':0.5}}}");
        assertThat(third).hasSize(33);
        assertThat(half).hasSize(50).containsAll(third);
        assertThat(slow("{'seed':1,'clients':{'count':100},'simulation':{'slow':{'share':0.33}}}"))
                .hasSize(33)
                .isNotEqualTo(third);
    }

    @Test
    void addsTheSpreadOfSpeeds() {
        Speeds speeds = speeds("{'clients':{'speedSpread':10}}");
        List<Double> seconds = IntStream.range(0, 10)
                .mapToObj(client -> speeds.seconds(client, 1000))
                .toList();
        assertThat(seconds).doesNotHaveDuplicates().allMatch(each -> each >= 1 && each < 10);
    }

    private static List<Integer> slow(String json) {
        Speeds speeds = speeds(json);
        return IntStream.range(0, 100)
                .filter(client -> speeds.seconds(client, 1000) == 5)
                .boxed()
                .toList();
    }

    private static Speeds speeds(String json) {
        return Speeds.of(JsonMapper.shared().readValue(json.replace('\'', '"'), TaskSpec.class));
    }
}
