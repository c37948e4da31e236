package io.tributary.orchestrator.selection;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomSelectionTest extends ClientSelectorContract {
    @Override
    ClientSelector selector() {
        return Selections.of("random");
    }

    @Override
    int roundsToReachEveryone() {
        return 100;
    }

    @Test
    void drawsEverySetEquallyOftenWhateverThePast() {
        Pasts pasts = Pasts.usual(4);
        Frequencies.check(
                Frequencies.pairs(Map.of(0, 1.0, 1, 1.0, 2, 1.0, 3, 1.0)),
                seed -> selector().select(pasts.candidates(seed, 4, 2)));
    }
}
