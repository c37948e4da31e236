package io.tributary.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.orchestrator.selection.ClientHistory;
import io.tributary.protocol.task.TaskSpec;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SynchronousScheduleTest {
    /** 200 examples, two epochs, 1000 a second; three times that for a slow one. */
    @Test
    void waitsForTheSlowestClient() {
        assertThat(plan("'clients':{'count':4}").simulatedSeconds()).isCloseTo(0.4, within(1e-9));
        assertThat(plan("'clients':{'count':4},'simulation':{'slow':{'share':0.25,'factor':3}}")
                        .simulatedSeconds())
                .isCloseTo(1.2, within(1e-9));
    }

    /** Three are asked, two are waited for, one of all is slow. */
    @Test
    void doesNotWaitForThoseWhoWereAskedBeyondNeed() {
        RoundPlan plan =
                plan("'clients':{'count':3,'fraction':0.67,'overSelection':0.5},'simulation':{'slow':{'share':0.34,"
                        + "'factor':3}}");
        assertThat(plan.clients()).hasSize(3);
        assertThat(plan.wanted()).isEqualTo(2);
        assertThat(plan.simulatedSeconds()).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void knowsNothingOfTheSpeedOfSites() {
        assertThat(plan("'partition':{'scheme':'by-worker'},'clients':{'count':3}")
                        .simulatedSeconds())
                .isNull();
    }

    @Test
    void letsEveryoneBeginWithTheNewestModel() {
        RoundPlan plan = plan("'clients':{'count':3}");
        assertThat(plan.bases()).containsOnlyKeys(0, 1, 2);
        assertThat(plan.bases().values()).containsOnly(8);
        assertThat(plan.staleness().values()).containsOnly(0);
    }

    private static RoundPlan plan(String json) {
        TaskSpec spec = JsonMapper.shared()
                .readValue(("{'training':{'localEpochs':2}," + json + "}").replace('\'', '"'), TaskSpec.class);
        int count = spec.clients().count();
        return Schedule.of(spec, Collections.nCopies(count, 200L), new ClientHistory(count, 5))
                .plan(9);
    }
}
