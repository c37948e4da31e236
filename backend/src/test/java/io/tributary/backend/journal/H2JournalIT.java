package io.tributary.backend.journal;

import io.tributary.orchestrator.journal.Journal;
import io.tributary.testkit.JournalContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = JournalTestApplication.class, webEnvironment = WebEnvironment.NONE)
class H2JournalIT extends JournalContract {
    @TempDir
    private static Path folder;

    @Autowired
    private Journal journal;

    @DynamicPropertySource
    static void data(DynamicPropertyRegistry properties) {
        properties.add("tributary.data", folder::toString);
    }

    @Override
    protected Journal journal() {
        return journal;
    }
}
