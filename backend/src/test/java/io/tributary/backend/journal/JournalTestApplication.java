package io.tributary.backend.journal;

import io.tributary.backend.leadership.Fence;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionTemplate;

/** Nothing but the journal and its database. */
@SpringBootApplication
class JournalTestApplication {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Nobody else is there. */
    @Bean
    Fence fence(TransactionTemplate transaction) {
        return new Fence() {
            @Override
            public <T> T write(Supplier<T> work) {
                return Objects.requireNonNull(transaction.execute(status -> work.get()));
            }
        };
    }
}
