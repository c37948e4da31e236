package io.tributary.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final IOException broken = new IOException("broken");

    /** Writes down how long it was to wait, and does not. */
    private static final class Unhurried extends Backoff {
        private final List<Long> waits = new ArrayList<>();

        @Override
        boolean await(long millis) {
            waits.add(millis);
            return false;
        }
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToHalfAMinute() throws IOException {
        Unhurried backoff = new Unhurried();
        Backoff.Attempts attempts = backoff.begin();
        for (int i = 0; i < 12; i++) {
            attempts.failed("It", broken);
        }
        assertThat(backoff.waits.get(0)).isBetween(125L, 375L);
        assertThat(backoff.waits.get(3)).isBetween(1_000L, 3_000L);
        assertThat(backoff.waits.get(11)).isBetween(15_000L, 45_000L);
    }

    @Test
    void comesAgainSoonWhereAStandbySaysSoHoweverLongTheWaitsWere() throws IOException {
        Unhurried backoff = new Unhurried();
        Backoff.Attempts attempts = backoff.begin();
        for (int i = 0; i < 12; i++) {
            attempts.failed("It", broken);
        }
        attempts.atMost(Duration.ofSeconds(2));
        attempts.failed("It", broken);
        assertThat(backoff.waits.get(12)).isBetween(1_000L, 3_000L);
    }

    @Test
    void endsWhenItIsClosed() {
        Backoff backoff = new Backoff();
        Backoff.Attempts attempts = backoff.begin();
        backoff.close();
        assertThatThrownBy(() -> attempts.failed("It", broken)).isInstanceOf(InterruptedIOException.class);
    }
}
