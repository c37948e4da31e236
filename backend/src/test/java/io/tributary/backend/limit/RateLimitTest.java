package io.tributary.backend.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final ManualTicker ticker = new ManualTicker();
    private final RateLimit limit = new RateLimit(6, ticker);

    @Test
    void givesSoManyAtOnceAndOneMoreEachTimeItIsDue() {
        for (int i = 0; i < 6; i++) {
            assertThat(limit.take("a")).isZero();
        }
        assertThat(limit.take("a")).isBetween(1L, 11L);
        ticker.advance(Duration.ofSeconds(10));
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isPositive();
    }

    @Test
    void keepsKeysApartAndTakesBack() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.take("a")).isZero();
            limit.giveBack("a");
        }
        for (int i = 0; i < 6; i++) {
            limit.take("a");
        }
        assertThat(limit.take("a")).isPositive();
        assertThat(limit.take("b")).isZero();
    }

    @Test
    void forgetsTheKeysThatWereUsedLongestAgo() {
        for (int i = 0; i < 6; i++) {
            limit.take("a");
        }
        for (int i = 0; i < 10_000; i++) {
            limit.take("other " + i);
        }
        assertThat(limit.take("a")).isZero();
    }
}
