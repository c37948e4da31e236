package io.tributary.backend.journal;

import io.tributary.orchestrator.journal.Journal;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.hibernate.TransactionException;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/** A journal that says DATABASE_UNAVAILABLE where its database is away, however its drivers say that. */
public final class WatchedJournal {
    /** How the SQL states begin of lost connections and of servers that shut down or start, PostgreSQL's and H2's own. */
    private static final List<String> AWAY =
            List.of("08", "57P01", "57P02", "57P03", "53300", "90067", "90098", "90121");

    private WatchedJournal() {}

    public static Journal of(Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        Throwable failure = e.getTargetException();
                        throw isAway(failure) ? unavailable(failure) : failure;
                    }
                });
    }

    private static TributaryException unavailable(Throwable cause) {
        return new TributaryException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "The database cannot be reached; tasks go on by themselves when it is back.",
                cause);
    }

    static boolean isAway(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            // A rollback on a connection that has gone covers up why it was tried, and its own cause has no state.
            if (each instanceof JDBCConnectionException
                    || each instanceof TransactionException
                    || each instanceof SQLTransientConnectionException
                    || each instanceof SQLNonTransientConnectionException
                    || each instanceof SQLRecoverableException
                    || (each instanceof SQLException said && saysAway(said.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysAway(@Nullable String state) {
        return state != null && AWAY.stream().anyMatch(state::startsWith);
    }
}
