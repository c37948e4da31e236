package io.tributary.backend.intent;

import io.tributary.backend.task.Estimate;
import io.tributary.intent.Interpretation;
import io.tributary.intent.Interpretation.FieldValue;
import io.tributary.intent.Interpretation.Goal;
import io.tributary.intent.Interpretation.Outcome;
import io.tributary.intent.Interpretation.Question;
import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An interpretation as it is served.
 *
 * @param id of this answer, new each time
 * @param estimate what the spec would cost; null where there is none
 */
record IntentView(
        String id,
        Outcome outcome,
        Goal goal,
        String interpreter,
        @Nullable TaskSpec spec,
        @Nullable JsonNode study,
        List<FieldValue> fields,
        List<Question> questions,
        @Nullable Estimate estimate,
        @Nullable String reason,
        @Nullable String notice) {
    static IntentView of(String id, Interpretation interpretation, @Nullable Estimate estimate) {
        return new IntentView(
                id,
                interpretation.outcome(),
                interpretation.goal(),
                interpretation.interpreter(),
                interpretation.spec(),
                interpretation.study(),
                interpretation.fields(),
                interpretation.questions(),
                estimate,
                interpretation.reason(),
                interpretation.notice());
    }
}
