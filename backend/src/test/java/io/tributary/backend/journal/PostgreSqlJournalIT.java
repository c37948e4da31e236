package io.tributary.backend.journal;

import io.tributary.orchestrator.journal.Journal;
import io.tributary.testkit.JournalContract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = JournalTestApplication.class, webEnvironment = WebEnvironment.NONE)
@DirtiesContext
class PostgreSqlJournalIT extends JournalContract {
    private static @Nullable EmbeddedPostgres postgres;

    @Autowired
    private Journal journal;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) throws IOException {
        EmbeddedPostgres started = EmbeddedPostgres.start();
        postgres = started;
        properties.add("spring.datasource.url", () -> started.getJdbcUrl("postgres", "postgres"));
        properties.add("spring.datasource.username", () -> "postgres");
    }

    @AfterAll
    static void stop() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Override
    protected Journal journal() {
        return journal;
    }
}
