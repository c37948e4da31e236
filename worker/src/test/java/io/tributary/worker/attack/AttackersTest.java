package io.tributary.worker.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.task.TaskSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AttackersTest {
    private static final Sha256 WEIGHTS = new Sha256("0".repeat(64));

    @Test
    void areTheShareOfTheClientsAndTheSameEachTime() {
        Attackers attackers = Attackers.of(spec("sign-flip", 0.29, 1));
        assertThat(attackers.count()).isEqualTo(29);
        assertThat(malicious(spec("sign-flip", 0.29, 1)))
                .hasSize(29)
                .isEqualTo(malicious(spec("sign-flip", 0.29, 1)))
                .isNotEqualTo(malicious(spec("sign-flip", 0.29, 2)));
        assertThat(malicious(spec("none", 0.29, 1))).isEmpty();
    }

    /** A larger share adds attackers to those of a smaller one, so that shares can be compared. */
    @Test
    void ofALargerShareAreMore() {
        assertThat(malicious(spec("gaussian", 0.4, 1))).contains(malicious(spec("gaussian", 0.2, 1)));
    }

    @Test
    void goTheOppositeWay() {
        ByteBuffer update = floats(1, -2);
        attack(spec("sign-flip", 0.5, 1), update);
        assertThat(update.getFloat(0)).isEqualTo(-4);
        assertThat(update.getFloat(4)).isEqualTo(8);
    }

    @Test
    void sendNoiseOfTheSizeOfTheirUpdateTimesTheStrength() {
        float[] ones = new float[10_000];
        Arrays.fill(ones, 0.5f);
        ByteBuffer update = floats(ones);
        attack(spec("gaussian", 0.5, 1), update);
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < ones.length; i++) {
            squares += update.getFloat(4 * i) * (double) update.getFloat(4 * i);
            sum += update.getFloat(4 * i);
        }
        assertThat(Math.sqrt(squares / ones.length)).isCloseTo(5, within(0.15));
        assertThat(sum / ones.length).isCloseTo(0, within(0.2));
    }

    /** Algorithm 3 of the paper: of 50 with 24 malicious 2 are to be won over, phi(z) = 24 / 26. */
    @Test
    void hideAsFarFromTheMeanAsThePaperDoes() {
        assertThat(LittleIsEnough.largest(50, 24)).isCloseTo(1.426, within(0.01));
        assertThat(LittleIsEnough.largest(10, 2)).isCloseTo(0, within(1e-6));
    }

    @Test
    void agreeOnTheMeanLessSomeDeviations() {
        TaskSpec spec = spec("little-is-enough", 0.5, 1, ",'strength':1.5");
        int[] accomplices = LittleIsEnough.accomplices(spec, Attackers.of(spec));
        ByteBuffer update = floats(9);
        new Attack()
                .corrupt(spec, 1, accomplices[0], WEIGHTS, update, client -> floats(client == accomplices[0] ? 3 : 1));
        double share = 1.0 / accomplices.length;
        double mean = 1 + 2 * share;
        double deviation = 2 * Math.sqrt(share * (1 - share));
        assertThat(update.getFloat(0)).isCloseTo((float) (mean - 1.5 * deviation), within(1e-5f));
    }

    private static void attack(TaskSpec spec, ByteBuffer update) {
        new Attack().corrupt(spec, 1, malicious(spec)[0], WEIGHTS, update, client -> floats(0));
    }

    private static int[] malicious(TaskSpec spec) {
        Attackers attackers = Attackers.of(spec);
        return IntStream.range(0, spec.clients().count())
                .filter(attackers::include)
                .toArray();
    }

    private static ByteBuffer floats(float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes;
    }

    private static TaskSpec spec(String kind, double share, long seed) {
        return spec(kind, share, seed, "");
    }

    private static TaskSpec spec(String kind, double share, long seed, String more) {
        String json = "{'clients':{'count':100},'seed':" + seed + ",'simulation':{'attack':{'kind':'" + kind
                + "','share':" + share + more + "}}}";
        return JsonMapper.shared().readValue(json.replace('\'', '"'), TaskSpec.class);
    }
}
