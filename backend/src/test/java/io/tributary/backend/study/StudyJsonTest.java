package io.tributary.backend.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.nashpo.trial.Trial;
import org.junit.jupiter.api.Test;

class StudyJsonTest {
    @Test
    void aTrialFromBeforeTrialsCouldWaitDoesNotWait() {
        Trial trial = Trial.start(3, Suggestion.of(Params.none(), Source.RANDOM), Cost.ofRounds(9))
                .prune("Others were better.", Cost.ofRounds(2));
        String row = StudyJson.write(trial).replace(",\"held\":false", "");
        assertThat(row).doesNotContain("held");
        assertThat(StudyJson.read(row, Trial.class)).isEqualTo(trial);
    }
}
