package io.tributary.backend.study;

import io.tributary.nashpo.study.StudySpecReader;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What all runs share. */
@Component
record StudyTools(
        StudyJournal journal, TrialTasks tasks, StudySpecs specs, Guidance guidance, TrialCost cost, Clock clock) {
    /** The study behind a record, for the data sets and sites that a reader knows. */
    Search search(StudyRecord record, StudySpecReader reader) {
        return Search.of(record, reader, guidance.proposer(record.name()), cost);
    }
}
