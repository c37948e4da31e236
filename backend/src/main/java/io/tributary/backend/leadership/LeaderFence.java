package io.tributary.backend.leadership;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Each transaction holds the key of the leadership's row, so a take-over, which changes the key, comes before or after it. A server
 * that stops in the middle of one would hold it up; the database ends such a transaction after the time in which a leader that stopped is
 * believed dead. On H2 there is nobody to take over.
 */
@Component
class LeaderFence implements Fence {
    private static final String HOLD = "select set_config('idle_in_transaction_session_timeout', '"
            + LeadershipTable.SILENCE.toSeconds() + "s', true) from leadership where epoch = ? for key share";

    private final TransactionTemplate transaction;
    private final JdbcClient database;
    private final LeadershipTable table;
    private final Leadership leadership;

    LeaderFence(TransactionTemplate transaction, JdbcClient database, LeadershipTable table, Leadership leadership) {
        this.transaction = transaction;
        this.database = database;
        this.table = table;
        this.leadership = leadership;
    }

    @Override
    public <T> T write(Supplier<T> work) {
        long epoch = leadership.epoch();
        return Objects.requireNonNull(transaction.execute(status -> {
            if (table.shared()
                    && database.sql(HOLD)
                            .param(epoch)
                            .query(String.class)
                            .list()
                            .isEmpty()) {
                throw leadership.lost();
            }
            return work.get();
        }));
    }
}
