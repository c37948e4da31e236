package io.tributary.backend;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The databases of the tests' servers: H2 in each data folder, or with {@code -Dtributary.test.database=postgresql} one of each data
 * folder on a PostgreSQL that ends with the tests' JVM.
 */
final class TestDatabase {
    private static final boolean POSTGRESQL = "postgresql".equals(System.getProperty("tributary.test.database"));
    private static final Map<Path, String> DATABASES = new HashMap<>();
    private static @Nullable EmbeddedPostgres postgres;

    private TestDatabase() {}

    /** What a server needs to know; nothing for H2. */
    static Map<String, String> environment(Path data) {
        return POSTGRESQL ? postgreSql(data) : Map.of();
    }

    /** Puts a server on PostgreSQL, whatever the others are on. */
    static ServerProcess onPostgreSql(Path data) {
        ServerProcess server = new ServerProcess(data);
        postgreSql(data).forEach(server::with);
        return server;
    }

    private static Map<String, String> postgreSql(Path data) {
        return Map.of("TRIBUTARY_DATABASE_URL", url(data), "TRIBUTARY_DATABASE_USER", "postgres");
    }

    /** Of the one database that belongs to a data folder. */
    static synchronized String url(Path data) {
        return DATABASES.computeIfAbsent(data.toAbsolutePath(), folder -> create("test" + DATABASES.size()));
    }

    private static String create(String name) {
        try {
            EmbeddedPostgres running = postgres;
            if (running == null) {
                running = EmbeddedPostgres.start();
                postgres = running;
            }
            try (Connection connection = running.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return running.getJdbcUrl("postgres", name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
