package io.tributary.nashpo.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.Trials;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpecReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortfolioTest {
    private static final TaskSpecReader READER = new TaskSpecReader(Trials.KNOWN);

    private static TaskSpec task(String json) {
        return READER.read(json.replace('\'', '"'));
    }

    private static Features features(String json) {
        return Features.of(task(json), Trials.KNOWN.datasets().get(0));
    }

    @Test
    void withoutEarlierStudiesTheFixedOnesAreTriedAndAllAreValidTasks() {
        List<Portfolio.Entry> entries = Portfolio.of(features("{}"), List.of());
        assertThat(entries).hasSize(4).extracting(Portfolio.Entry::task).doesNotHaveDuplicates();
        for (Portfolio.Entry entry : entries) {
            READER.read(entry.task());
        }
    }

    @Test
    void theNearestEarlierStudyComesFirst() {
        Precedent far = new Precedent(
                "far", features("{'model':{'preset':'cnn'},'clients':{'count':1000}}"), List.of(task("{'seed':1}")));
        Precedent near = new Precedent(
                "near",
                features("{'training':{'rounds':20}}"),
                List.of(task("{'seed':2}"), task("{'seed':3}"), task("{'seed':4}")));
        Precedent same = new Precedent("same", features("{}"), List.of(task("{'seed':5}")));
        List<Portfolio.Entry> entries = Portfolio.of(features("{}"), List.of(far, near, same));
        assertThat(entries).hasSize(4);
        assertThat(entries.get(0).rationale()).contains("study same");
        assertThat(entries.get(1).rationale()).contains("study near");
        assertThat(entries).noneMatch(entry -> entry.rationale().contains("far"));
    }

    @Test
    void distanceCountsDoublings() {
        assertThat(features("{'training':{'rounds':20}}").distance(features("{}")))
                .isEqualTo(1);
        assertThat(features("{'partition':{'scheme':'dirichlet','alpha':0.25}}").distance(features("{}")))
                .isEqualTo(2);
        assertThat(features("{}").distance(features("{}"))).isZero();
    }
}
