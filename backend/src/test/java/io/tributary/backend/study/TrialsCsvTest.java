package io.tributary.backend.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.nashpo.trial.Trial;
import io.tributary.protocol.task.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.StringNode;

class TrialsCsvTest {
    @Test
    void hasAColumnForEachFieldThatAnyTrialHas() {
        Trial first = trial(0, Map.of("b", DoubleNode.valueOf(0.5)), "Your own")
                .complete(List.of(0.75), new Cost(3, 100, 1.5, 2));
        Trial second = trial(1, Map.of("a", StringNode.valueOf("x,y")), null).fail("It said \"no\"", Cost.NONE);
        String csv = TrialsCsv.of(List.of(tried(first), tried(second)), List.of(Objective.of(Metric.ACCURACY)));
        assertThat(csv.split("\r\n"))
                .containsExactly(
                        "number,state,source,accuracy,a,b,rounds,bytes,cpuSeconds,seconds,taskId,rationale,failure",
                        "0,COMPLETE,llm,0.75,,0.5,3,100,1.5,2.0,task,Your own,",
                        "1,FAILED,llm,,\"x,y\",,0,0,0.0,0.0,task,,\"It said \"\"no\"\"\"");
    }

    @Test
    void whatALanguageModelWroteIsNoFormula() {
        String csv = TrialsCsv.of(List.of(tried(trial(0, Map.of(), "=HYPERLINK(\"http://evil\")"))), List.of());
        assertThat(csv).contains(",\"'=HYPERLINK(\"\"http://evil\"\")\",");
    }

    private static Trial trial(int number, Map<String, JsonNode> params, @Nullable String rationale) {
        return Trial.start(number, new Suggestion(new Params(params), Source.LLM, rationale, null), Cost.NONE);
    }

    private static Tried tried(Trial trial) {
        return new Tried(trial, TaskSpec.defaults(), "task", true, null, Instant.EPOCH, null);
    }
}
