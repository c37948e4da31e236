package io.tributary.backend.study;

import io.tributary.nashpo.portfolio.Portfolio;
import io.tributary.nashpo.study.StudySpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A study without its trials.
 *
 * @param name unique; also in the spec
 * @param portfolio what is tried after the start; kept, as later there may be more to choose from
 * @param check what is done when the search is over
 * @param reason why it is in its state, for people
 * @param events how many there are in its history
 */
record StudyRecord(
        String id,
        String name,
        StudyState state,
        StudySpec spec,
        List<Portfolio.Entry> portfolio,
        CheckPlan check,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String reason,
        long events) {
    public StudyRecord {
        portfolio = List.copyOf(portfolio);
    }
}
