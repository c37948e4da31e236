package io.tributary.backend.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Cost RESERVED = new Cost(3, 1000, 10, 20);
    private static final Budget BYTES = new Budget(null, null, 5000L, null, null);

    @Test
    void aRoundThatMayCostAsMuchAsTheDearestMustFit() {
        Allowance allowance = Allowance.NONE.plus(new Cost(1, 400, 1, 1)).plus(new Cost(1, 300, 1, 1));
        assertThat(allowance.another(BYTES, new Cost(3, 1100, 10, 20), 0)).isTrue();
        assertThat(allowance.another(BYTES, new Cost(3, 1099, 10, 20), 0)).isFalse();
    }

    @Test
    void onlyWhatIsBoundedCounts() {
        Allowance allowance = Allowance.NONE.plus(new Cost(1, 9000, 90, 90));
        assertThat(allowance.another(Budget.ofTrials(3), RESERVED, 1e9)).isTrue();
        assertThat(allowance.another(BYTES, RESERVED, 0)).isFalse();
    }

    @Test
    void aRoundThatIsNeverOverTakesSecondsToo() {
        Budget seconds = new Budget(null, null, null, null, 100.0);
        Allowance allowance = Allowance.NONE.plus(new Cost(1, 1, 1, 5));
        assertThat(allowance.another(seconds, RESERVED, 15)).isTrue();
        assertThat(allowance.another(seconds, RESERVED, 15.1)).isFalse();
    }
}
