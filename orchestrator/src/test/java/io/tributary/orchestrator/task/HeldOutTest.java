package io.tributary.orchestrator.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldOutTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 10_000})
    void theHalvesMeetAndAreAll(long examples) {
        assertThat(HeldOut.ALL.from(examples)).isZero();
        assertThat(HeldOut.ALL.to(examples)).isEqualTo(examples);
        assertThat(HeldOut.SEARCH.from(examples)).isZero();
        assertThat(HeldOut.CHECK.to(examples)).isEqualTo(examples);
        assertThat(HeldOut.SEARCH.count(examples) + HeldOut.CHECK.count(examples))
                .isEqualTo(HeldOut.ALL.count(examples) + examples % 2);
        assertThat(HeldOut.SEARCH.to(examples) - HeldOut.CHECK.from(examples))
                .as("what one example cannot be split into, both get")
                .isEqualTo(examples % 2);
    }
}
