package io.tributary.backend.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.backend.study.TrialView.ReportView;
import org.jspecify.annotations.Nullable;

/** What watchers of a study see; all of it belongs to the history. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonSubTypes({
    @JsonSubTypes.Type(value = StudyEvent.StateChanged.class, name = "state"),
    @JsonSubTypes.Type(value = StudyEvent.TrialStarted.class, name = "trial-started"),
    @JsonSubTypes.Type(value = StudyEvent.Reported.class, name = "report"),
    @JsonSubTypes.Type(value = StudyEvent.TrialEnded.class, name = "trial-ended"),
    @JsonSubTypes.Type(value = StudyEvent.RepeatChanged.class, name = "repeat")
})
sealed interface StudyEvent {
    record StateChanged(
            @Nullable StudyState from,
            StudyState to,
            @Nullable String reason) implements StudyEvent {}

    /** A trial begins, or one that had stopped goes on: then with all that it reported. */
    record TrialStarted(TrialView trial) implements StudyEvent {}

    /** @param trial its number */
    record Reported(int trial, ReportView report) implements StudyEvent {}

    /** With its values, without what it reported before. */
    record TrialEnded(TrialView trial) implements StudyEvent {}

    /** A repeat has begun, or ended. */
    record RepeatChanged(RepeatView repeat) implements StudyEvent {}
}
