package io.tributary.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.hibernate.TransactionException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.GenericJDBCException;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.JpaSystemException;

/** What drivers said while a PostgreSQL was restarted under them. */
class WatchedJournalTest {
    @Test
    void aServerThatShutsDownIsAway() {
        SQLException said = new SQLException("FATAL: terminating connection due to administrator command", "57P01");
        assertThat(WatchedJournal.isAway(new JpaSystemException(new GenericJDBCException("executing SQL", said))))
                .isTrue();
    }

    @Test
    void aRollbackThatFindsItsConnectionClosedMeansTheSame() {
        TransactionException rollback =
                new TransactionException("Unable to rollback", new SQLException("Connection is closed"));
        assertThat(WatchedJournal.isAway(new JpaSystemException(rollback))).isTrue();
    }

    @Test
    void aRowThatBreaksARuleIsNot() {
        SQLException said = new SQLException("duplicate key", "23505");
        assertThat(WatchedJournal.isAway(
                        new JpaSystemException(new ConstraintViolationException("executing SQL", said, "name"))))
                .isFalse();
    }
}
