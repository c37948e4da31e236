package io.tributary.orchestrator.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SelectionsTest {
    @Test
    void everyIdIsThereOnce() {
        assertThat(Selections.all()).extracting(ClientSelector::id).doesNotHaveDuplicates();
    }

    @Test
    void anUnknownSelectionNamesTheKnownOnes() {
        assertThatThrownBy(() -> Selections.of("best")).hasMessageContaining("full, random, round-robin");
    }
}
