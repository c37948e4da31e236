package io.tributary.backend.journal;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Nothing but the journal and its database. */
@SpringBootApplication
class JournalTestApplication {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
