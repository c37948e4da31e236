package io.tributary.backend.study;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;

/**
 * The key of what belongs to a study.
 *
 * @param number of the trial, repeat or event
 */
@Embeddable
record InStudy(
        @Column(name = "study_id") String studyId,
        @Column(name = "number") long number) implements Serializable {}
