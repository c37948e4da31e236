package io.tributary.backend.study;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** What all runs share. */
@Component
record StudyTools(
        StudyJournal journal, TrialTasks tasks, StudySpecs specs, Guidance guidance, TrialCost cost, Clock clock) {
    /** The study behind a record, for the data sets and sites that are known now. */
    Search search(StudyRecord record) {
        return Search.of(record, specs.reader(), guidance.proposer(record.name()), cost);
    }
}
