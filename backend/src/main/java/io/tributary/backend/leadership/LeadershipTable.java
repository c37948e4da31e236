package io.tributary.backend.leadership;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The row that says who leads; all times are the database's. It is asked over a connection of its own: a leader whose requests have
 * taken all others must not look dead.
 */
@Component
class LeadershipTable implements AutoCloseable {
    /** How long a leader may be silent before another server takes over. */
    static final Duration SILENCE = Duration.ofSeconds(8);

    private static final String NOT_HEARD_LATELY =
            " and renewed_at not between current_timestamp - interval '8' second and current_timestamp + interval '8' second";

    private final HikariDataSource source;
    private final JdbcClient database;
    private final boolean shared;

    LeadershipTable(DataSource others) throws SQLException {
        this.shared = isShared(others);
        this.source = DataSourceBuilder.derivedFrom(others)
                .type(HikariDataSource.class)
                .build();
        source.setPoolName("leadership");
        source.setMaximumPoolSize(1);
        source.setConnectionTimeout(3000);
        if (shared) {
            // A statement that nobody waits for any more must not take the lead. The driver's patience, in seconds, is
            // for a
            // database that has gone without a word.
            source.setConnectionInitSql("set statement_timeout = '3s'");
            source.addDataSourceProperty("socketTimeout", "5");
        }
        this.database = JdbcClient.create(source);
    }

    private static boolean isShared(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return !connection.getMetaData().getDatabaseProductName().equals("H2");
        }
    }

    /** Whether other servers can be at this database; H2's file belongs to one process, so who reads it leads. */
    boolean shared() {
        return shared;
    }

    record Row(long epoch, String address) {}

    Row row() {
        return database.sql("select epoch, address from leadership")
                .query((row, number) -> new Row(row.getLong(1), row.getString(2)))
                .single();
    }

    /**
     * Begins a new epoch. On PostgreSQL this waits for the old one's open transactions.
     *
     * @param seen the row as it was read
     * @return false where its leader is alive, or another server was faster
     */
    boolean take(Row seen, Row next) {
        return database.sql(
                                "update leadership set epoch = ?, address = ?, renewed_at = current_timestamp where epoch = ?"
                                        + (shared ? NOT_HEARD_LATELY : ""))
                        .params(next.epoch(), next.address(), seen.epoch())
                        .update()
                == 1;
    }

    /** @return false where the epoch is over */
    boolean renew(long epoch) {
        return database.sql("update leadership set renewed_at = current_timestamp where epoch = ?")
                        .param(epoch)
                        .update()
                == 1;
    }

    /** Lets the next server begin at once. */
    void release(long epoch) {
        database.sql(
                        "update leadership set renewed_at = timestamp with time zone '1970-01-01 00:00:00+00' where epoch = ?")
                .param(epoch)
                .update();
    }

    @Override
    public void close() {
        source.close();
    }
}
