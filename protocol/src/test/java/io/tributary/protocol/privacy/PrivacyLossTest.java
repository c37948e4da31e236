package io.tributary.protocol.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.task.TaskSpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PrivacyLossTest {
    private static final int ROUNDS = 7;
    private static final String CENTRAL = "'clipNorm':1,'noiseMultiplier':1.5";

    @Test
    void isNoneWithoutNoise() {
        assertThat(PrivacyLoss.of(spec("'clipNorm':1", "'count':50"))).isEmpty();
        assertThat(PrivacyLoss.of(TaskSpec.defaults())).isEmpty();
    }

    @Test
    void aRandomDrawHidesAndOthersDoNot() {
        assertThat(epsilon(CENTRAL, "'count':50,'fraction':0.2"))
                .isEqualTo(RenyiAccountant.epsilon(0.2, 1.5, ROUNDS, 1e-5));
        assertThat(epsilon(CENTRAL, "'count':50,'fraction':0.2,'selection':'round-robin'"))
                .isEqualTo(RenyiAccountant.epsilon(1, 1.5, ROUNDS, 1e-5));
        assertThat(epsilon(CENTRAL, "'count':50")).isEqualTo(RenyiAccountant.epsilon(1, 1.5, ROUNDS, 1e-5));
    }

    @Test
    void allWhoAreAskedCountForTheRate() {
        assertThat(epsilon(CENTRAL, "'count':50,'fraction':0.2,'overSelection':0.5"))
                .isEqualTo(RenyiAccountant.epsilon(0.3, 1.5, ROUNDS, 1e-5));
    }

    /** Two updates of norm 1 are up to 2 apart, and no draw hides whose update it is. */
    @Test
    void ofTheClientsOwnNoiseItIsTheLocalGuarantee() {
        assertThat(epsilon(CENTRAL + ",'noise':'clients'", "'count':50,'fraction':0.2"))
                .isEqualTo(RenyiAccountant.epsilon(1, 0.75, ROUNDS, 1e-5));
    }

    @Test
    void aMissedQuorumHidesTheServersNoiseAndNotTheClients() {
        PrivacyLoss central =
                PrivacyLoss.of(spec(CENTRAL, "'count':50,'minimum':3")).orElseThrow();
        assertThat(central.reveals(2)).isFalse();
        assertThat(central.reveals(3)).isTrue();
        PrivacyLoss local = PrivacyLoss.of(spec(CENTRAL + ",'noise':'clients'", "'count':50,'minimum':3"))
                .orElseThrow();
        assertThat(local.reveals(0)).isTrue();
    }

    private static double epsilon(String privacy, String clients) {
        return PrivacyLoss.of(spec(privacy, clients)).orElseThrow().epsilon(ROUNDS);
    }

    private static TaskSpec spec(String privacy, String clients) {
        String json = "{'privacy':{" + privacy + "},'clients':{" + clients + "}}";
        return JsonMapper.shared().readValue(json.replace('\'', '"'), TaskSpec.class);
    }
}
