package io.tributary.intent;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was understood of a prompt. Starts nothing: the spec is for whoever sent the prompt to look at, change and submit.
 *
 * @param outcome whether the spec can be submitted as it is
 * @param goal whether one task is meant or a search over many
 * @param interpreter who understood it: {@code embedded}, or the provider and name of a larger model
 * @param spec complete and valid; null where the prompt asks for nothing that can be trained
 * @param study what is to be searched, as a study spec; null unless that is the goal
 * @param fields every value of the spec and where it comes from
 * @param questions what has to be answered first, at most two
 * @param reason why it is not ready, for people; null where it is
 * @param notice how it was read, where that is worth knowing: a language model that did not answer; else null
 */
public record Interpretation(
        Outcome outcome,
        Goal goal,
        String interpreter,
        @Nullable TaskSpec spec,
        @Nullable JsonNode study,
        List<FieldValue> fields,
        List<Question> questions,
        @Nullable String reason,
        @Nullable String notice) {
    public Interpretation {
        fields = List.copyOf(fields);
        questions = List.copyOf(questions);
    }

    static Interpretation outOfScope(String interpreter, String reason, @Nullable String notice) {
        return new Interpretation(
                Outcome.OUT_OF_SCOPE, Goal.TRAIN, interpreter, null, null, List.of(), List.of(), reason, notice);
    }

    /** Whether the spec can be submitted as it is. */
    public enum Outcome {
        @JsonProperty("ready")
        READY,
        @JsonProperty("needs-clarification")
        NEEDS_CLARIFICATION,
        @JsonProperty("out-of-scope")
        OUT_OF_SCOPE
    }

    /** What is asked for. */
    public enum Goal {
        @JsonProperty("train")
        TRAIN,
        @JsonProperty("search")
        SEARCH
    }

    /** Where a value comes from. */
    public enum Source {
        /** From the words of the prompt. */
        @JsonProperty("said")
        SAID,
        /** It follows from what was said. */
        @JsonProperty("rule")
        RULE,
        /** From the spec that the prompt changes. */
        @JsonProperty("carried")
        CARRIED,
        /** Nothing was said about it. */
        @JsonProperty("default")
        DEFAULT,
        /** A plan that saves what was asked to be saved. */
        @JsonProperty("planner")
        PLANNER
    }

    /**
     * One value of the spec.
     *
     * @param field its path, such as {@code training.rounds}
     * @param value as it stands in the spec
     * @param source where it comes from
     * @param evidence the words of the prompt behind it; null where there are none
     * @param start place of the first character of the evidence in the prompt; null where there is none
     * @param end place after its last character
     * @param confidence from 0 to 1: how often such readings are right
     * @param reason why, where it was not said outright
     */
    public record FieldValue(
            String field,
            JsonNode value,
            Source source,
            @Nullable String evidence,
            @Nullable Integer start,
            @Nullable Integer end,
            double confidence,
            @Nullable String reason) {}

    /**
     * Something that cannot be known from the prompt.
     *
     * @param field that it is about
     * @param question for people
     * @param options to choose from; empty where anything goes
     */
    public record Question(String field, String question, List<JsonNode> options) {
        public Question {
            options = List.copyOf(options);
        }
    }
}
