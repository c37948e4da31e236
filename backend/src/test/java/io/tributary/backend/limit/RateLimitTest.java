package io.tributary.backend.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final Hand clock = new Hand();
    private final RateLimit limit = new RateLimit(6, clock);

    @Test
    void givesSoManyAtOnceAndOneMoreEachTimeItIsDue() {
        for (int i = 0; i < 6; i++) {
            assertThat(limit.take("a")).isZero();
        }
        assertThat(limit.take("a")).isBetween(1L, 11L);
        clock.now = clock.now.plusSeconds(10);
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

    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
