package io.tributary.backend.intent;

import io.tributary.intent.language.Exchange;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

/** What was asked of language models: the newest ten thousand questions. */
@Component
class Exchanges {
    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    private static final long KEPT = 10_000;
    private static final long FORGETS_EVERY = 100;

    private final ExchangeRows rows;
    private final Clock clock;

    Exchanges(ExchangeRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Keeps it. A prompt is read all the same where that fails. */
    void record(Exchange exchange) {
        try {
            long id = rows.save(new ExchangeEntity(clock.instant(), exchange)).id();
            if (id % FORGETS_EVERY == 0) {
                rows.forget(id - KEPT);
            }
        } catch (DataAccessException e) {
            LOG.error("A question to {} cannot be recorded", exchange.model(), e);
        }
    }

    /** Tokens used since midnight, UTC. */
    long tokensToday() {
        return rows.tokens(clock.instant()
                .atZone(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant());
    }

    /** A page of them, newest first. */
    Page<ExchangeView> page(int page, int size) {
        return rows.newest(PageRequest.of(page, size)).map(ExchangeEntity::view);
    }
}
