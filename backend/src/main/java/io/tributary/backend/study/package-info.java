/**
 * {@code /api/v1/studies}: searches over many tasks. A {@link io.tributary.backend.study.StudyRun} asks the study for its next trial, keeps
 * it, starts its task as any other, reads what the task's rounds report, and tells the study; when the search is over the best trials are
 * done again on new seeds. What is not in the {@link io.tributary.backend.study.StudyJournal} has not happened.
 */
@NullMarked
package io.tributary.backend.study;

import org.jspecify.annotations.NullMarked;
