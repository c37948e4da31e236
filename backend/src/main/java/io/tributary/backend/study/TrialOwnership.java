package io.tributary.backend.study;

import io.tributary.backend.task.TrialOwner;
import io.tributary.orchestrator.task.HeldOut;
import io.tributary.orchestrator.task.Task;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import org.springframework.stereotype.Component;

/** A task that went on without its study would take rounds that nobody counts, and hold a place for ever. */
@Component
class TrialOwnership implements TrialOwner {
    private final StudyJournal journal;

    TrialOwnership(StudyJournal journal) {
        this.journal = journal;
    }

    @Override
    public void checkResume(Task.Trial trial) {
        StudyRecord study = journal.find(trial.study()).orElse(null);
        if (study == null) {
            return;
        }
        if (study.state() != StudyState.RUNNING) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE,
                    "This task belongs to the study \"" + study.name() + "\", which is " + study.state()
                            + (study.state() == StudyState.PAUSED ? "; resume the study." : "."));
        }
        boolean waits = trial.heldOut() == HeldOut.SEARCH
                && journal.trials(study.id()).stream()
                        .anyMatch(each ->
                                each.number() == trial.number() && each.trial().held());
        if (waits) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE,
                    "The study \"" + study.name() + "\" has stopped trial " + trial.number()
                            + " here, and lets it go on by itself if it turns out to be among the best.");
        }
    }
}
