package io.tributary.orchestrator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.orchestrator.selection.ClientHistory;
import io.tributary.protocol.simulation.Speeds;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AsynchronousScheduleTest {
    private static final String SLOW_THIRD = "'simulation':{'slow':{'share':0.34,'factor':5}}";

    @Test
    void plansTheSameAgainAndAfterARestart() {
        TaskSpec spec = spec("'clients':{'count':30,'fraction':0.4}," + SLOW_THIRD + "," + buffer(4));
        List<RoundPlan> plans = plans(spec, 40);
        assertThat(plans(spec, 40)).isEqualTo(plans);
        assertThat(schedule(spec).plan(25)).isEqualTo(plans.get(24));
        assertThat(plans(spec("'seed':7,'clients':{'count':30,'fraction':0.4}," + SLOW_THIRD + "," + buffer(4)), 40))
                .isNotEqualTo(plans);
    }

    @Test
    void fillsTheBufferInEveryRound() {
        for (RoundPlan plan : plans(spec("'clients':{'count':30,'fraction':0.4}," + buffer(4)), 50)) {
            assertThat(plan.clients()).hasSize(4).doesNotHaveDuplicates();
            assertThat(plan.wanted()).isEqualTo(4);
        }
    }

    /** The model with which a client begins is older than its arrival and never older than its last one. */
    @Test
    void letsAClientBeginWithAModelThatKnowsItsLastUpdate() {
        Map<Integer, Integer> last = new HashMap<>();
        for (RoundPlan plan : plans(spec("'clients':{'count':12}," + SLOW_THIRD + "," + buffer(3)), 200)) {
            plan.bases().forEach((client, base) -> {
                assertThat(base).isBetween(last.getOrDefault(client, 0), plan.round() - 1);
                last.put(client, plan.round());
            });
        }
        assertThat(last).hasSize(12);
    }

    /** Where the buffer takes all, nothing is asynchronous any more. */
    @Test
    void isSynchronousWhereTheBufferTakesEveryone() {
        TaskSpec spec = spec("'clients':{'count':6}," + SLOW_THIRD + "," + buffer(6));
        for (RoundPlan plan : plans(spec, 10)) {
            assertThat(plan.clients()).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(plan.staleness())
                    .allSatisfy((client, missed) -> assertThat(missed).isZero());
            assertThat(plan.simulatedSeconds()).isCloseTo(0.5, within(1e-9));
        }
    }

    @Test
    void waitsForThoseThereAreWhereTheBufferIsTooLarge() {
        assertThat(schedule(spec("'clients':{'count':3}," + buffer(5))).plan(1).clients())
                .containsExactly(0, 1, 2);
    }

    /** Two of six are five times as slow: in 100 units of the fast ones these arrive 100 times, the slow ones 20 times. */
    @Test
    void fastClientsArriveAsOftenAsTheyAreFast() {
        TaskSpec spec = spec("'clients':{'count':6}," + SLOW_THIRD + "," + buffer(1));
        Map<Integer, Integer> arrivals = new HashMap<>();
        double now = 0;
        for (RoundPlan plan : plans(spec, 400)) {
            plan.clients().forEach(client -> arrivals.merge(client, 1, Integer::sum));
            now += Objects.requireNonNull(plan.simulatedSeconds());
        }
        double end = now;
        Speeds speeds = Speeds.of(spec);
        assertThat(arrivals)
                .allSatisfy((client, times) ->
                        assertThat((double) times).isCloseTo(end / speeds.seconds(client, 100), within(1.01)));
        assertThat(arrivals.values()).anyMatch(times -> times > 80).anyMatch(times -> times < 25);
    }

    /** Fast clients work 0.1 s, slow ones 0.5 s; at every 0.2 s those that are done are aggregated. */
    @Test
    void aggregatesByTheClock() {
        TaskSpec spec =
                spec("'clients':{'count':6}," + SLOW_THIRD + ",'aggregation':{'strategy':'fedfix','interval':0.2}");
        List<RoundPlan> plans = plans(spec, 6);
        assertThat(plans)
                .extracting(RoundPlan::simulatedSeconds)
                .allSatisfy(seconds -> assertThat(seconds).isCloseTo(0.2, within(1e-9)));
        assertThat(plans).extracting(plan -> plan.clients().size()).containsExactly(4, 4, 6, 4, 4, 6);
        assertThat(plans.get(2).staleness().values()).containsOnly(0, 2);
    }

    /** With intervals of a tenth of the fastest work nine of ten are passed over. */
    @Test
    void passesOverIntervalsInWhichNothingArrives() {
        TaskSpec spec = spec("'clients':{'count':6},'aggregation':{'strategy':'fedfix','interval':0.03}");
        List<RoundPlan> plans = plans(spec, 3);
        assertThat(plans).extracting(plan -> plan.clients().size()).containsOnly(6);
        assertThat(plans)
                .extracting(RoundPlan::simulatedSeconds)
                .allSatisfy(seconds -> assertThat(seconds).isCloseTo(0.12, within(1e-9)));
    }

    @Test
    void foretellsTheUpdatesOfAMeanRound() {
        TaskSpec spec = spec("'clients':{'count':6},'training':{'rounds':6}," + SLOW_THIRD
                + ",'aggregation':{'strategy':'fedfix','interval':0.2}");
        Outlook outlook = Outlook.of(spec, examples(spec));
        assertThat(outlook.updates()).isCloseTo(28 / 6.0, within(1e-9));
        assertThat(outlook.examples()).isCloseTo(2800 / 6.0, within(1e-9));
    }

    private static String buffer(int size) {
        return "'aggregation':{'strategy':'fedbuff','bufferSize':" + size + "}";
    }

    private static List<RoundPlan> plans(TaskSpec spec, int rounds) {
        Schedule schedule = schedule(spec);
        List<RoundPlan> plans = new ArrayList<>();
        IntStream.rangeClosed(1, rounds).forEach(round -> plans.add(schedule.plan(round)));
        return plans;
    }

    private static Schedule schedule(TaskSpec spec) {
        return Schedule.of(
                spec, examples(spec), new ClientHistory(spec.clients().count(), 5));
    }

    private static List<Long> examples(TaskSpec spec) {
        return Collections.nCopies(spec.clients().count(), 100L);
    }

    private static TaskSpec spec(String json) {
        return JsonMapper.shared().readValue(("{" + json + "}").replace('\'', '"'), TaskSpec.class);
    }
}
