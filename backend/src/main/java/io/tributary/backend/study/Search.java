package io.tributary.backend.study;

import io.tributary.nashpo.guidance.Proposer;
import io.tributary.nashpo.study.Studies;
import io.tributary.nashpo.study.Study;
import io.tributary.nashpo.study.StudySpec;
import io.tributary.nashpo.study.StudySpecReader;
import io.tributary.nashpo.study.StudyTasks;
import org.jspecify.annotations.Nullable;

/**
 * The study behind a record: what it searches, and who asks and tells.
 *
 * @param study within what the check leaves of the budget
 */
record Search(Study study, StudyTasks tasks) {
    static Search of(StudyRecord record, StudySpecReader reader, @Nullable Proposer proposer, TrialCost cost) {
        StudySpec spec = record.spec();
        StudyTasks tasks = Studies.tasks(spec, reader);
        StudySpec within = new StudySpec(
                spec.name(),
                spec.task(),
                spec.space(),
                spec.architecture(),
                spec.sampler(),
                spec.pruner(),
                record.check().search(spec.budget()),
                spec.objectives(),
                spec.parallel(),
                spec.seed());
        return new Search(
                Studies.of(
                        within,
                        tasks,
                        record.portfolio(),
                        proposer,
                        task -> cost.most(task, spec.budget(), spec.parallel())),
                tasks);
    }
}
