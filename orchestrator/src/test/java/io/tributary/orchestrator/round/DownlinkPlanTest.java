package io.tributary.orchestrator.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.orchestrator.selection.ClientHistory;
import io.tributary.orchestrator.selection.ClientSelector.Candidates;
import io.tributary.orchestrator.selection.Selections;
import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DownlinkPlanTest {
    private static final WeightLayout LAYOUT =
            new WeightLayout(List.of(new Tensor("w", List.of(100_000), 0, Tensor.Initial.ZEROS, 1)));

    @Test
    void sendsTheModelAsItIsWithoutCompression() {
        DownlinkPlan plan = plan(spec(10, 1, "none", 8));
        assertThat(plan.packs()).isFalse();
        assertThat(plan.bytes(7, 0)).isEqualTo(plan.full()).isEqualTo(plan.frame());
    }

    @Test
    void sendsChangesToClientsThatAreAlwaysThereAndTheWholeToOthers() {
        assertThat(plan(spec(10, 1, "quantize", 4)).changes()).isTrue();
        assertThat(plan(spec(10, 0.4, "quantize", 4)).changes()).isFalse();
        assertThat(plan(spec(10, 0.5, "top-k", 8)).changes()).isTrue();
        assertThat(plan(spec(10, 0.5, "float16", 8)).changes()).isFalse();
    }

    @Test
    void sendsAWholeModelInNoFewerThanEightBits() {
        DownlinkPlan plan = plan(spec(100, 0.1, "quantize", 1));
        assertThat(plan.changes()).isFalse();
        assertThat((double) plan.frame() / plan.full()).isBetween(0.25, 0.255);
    }

    @Test
    void sendsMissedFramesTooButNeverMoreThanTheModel() {
        DownlinkPlan plan = plan(spec(10, 1, "quantize", 8));
        assertThat(plan.bytes(1, 0)).isEqualTo(plan.frame());
        assertThat(plan.bytes(5, 2)).isEqualTo(3 * plan.frame());
        assertThat(plan.bytes(50, 2)).isEqualTo(plan.full());
    }

    @Test
    void foretellsToTheByteWhatADrawFromTheSeedBrings() {
        TaskSpec spec = spec(50, 0.2, "top-k", 8);
        ClientHistory history = new ClientHistory(50, 5);
        DownlinkPlan plan = plan(spec);
        assertThat(plan.changes()).isTrue();
        long sum = 0;
        for (int round = 1; round <= spec.training().rounds(); round++) {
            List<ClientReport> reports = new ArrayList<>();
            for (int client : Selections.of("random").select(new Candidates(spec.seed(), round, 10, history.past()))) {
                long bytes = plan.bytes(round, history.lastReceived(client));
                sum += bytes;
                reports.add(report(client, bytes));
            }
            history.committed(round, reports);
        }
        assertThat(plan.expectedBytes(spec) * spec.training().rounds() * 10).isCloseTo((double) sum, within(0.5));
    }

    @Test
    void expectsTheAverageOfManyDrawsWhereTheRuleLooksAtThePast() {
        TaskSpec spec = spec(50, 0.2, "top-k", 8, "oort");
        DownlinkPlan plan = plan(spec);
        Random random = new Random(4);
        double sum = 0;
        int fetches = 0;
        for (int trial = 0; trial < 200; trial++) {
            int[] last = new int[50];
            for (int round = 1; round <= spec.training().rounds(); round++) {
                for (int client : random.ints(0, 50).distinct().limit(10).toArray()) {
                    sum += plan.bytes(round, last[client]);
                    last[client] = round;
                    fetches++;
                }
            }
        }
        assertThat(plan.expectedBytes(spec) / (sum / fetches)).isCloseTo(1, within(0.01));
    }

    private static ClientReport report(int client, long bytesDown) {
        return new ClientReport(client, ClientState.COMPLETED, "w", 10, 0.5, 1, 1, 0, 1, bytesDown, null);
    }

    private static DownlinkPlan plan(TaskSpec spec) {
        return DownlinkPlan.of(spec, LAYOUT);
    }

    private static TaskSpec spec(int clients, double fraction, String scheme, int bits) {
        return spec(clients, fraction, scheme, bits, fraction < 1 ? "random" : "full");
    }

    private static TaskSpec spec(int clients, double fraction, String scheme, int bits, String selection) {
        return JsonMapper.shared()
                .readValue(
                        "{\"clients\": {\"count\": " + clients + ", \"fraction\": " + fraction
                                + ", \"selection\": \"" + selection
                                + "\"}, \"training\": {\"rounds\": 30}, \"compression\": {\"downlink\": {\"scheme\": \""
                                + scheme
                                + "\", \"bits\": " + bits + ", \"keep\": 0.02}}}",
                        TaskSpec.class);
    }
}
