package io.tributary.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Sets the server's clock while it runs, as far as a file says. The machine's own is not touched: the server's only way to the time
 * of day is its clock bean. Put beside the packaged server by a test.
 */
public final class JumpingClock extends Clock
        implements BeanPostProcessor, ApplicationContextInitializer<ConfigurableApplicationContext> {
    /** The variable that names the file, which holds an ISO duration. */
    public static final String OFFSET = "CLOCK_OFFSET";

    private final Path offset = Path.of(System.getenv(OFFSET));

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().addBeanPostProcessor(this);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Clock ? this : bean;
    }

    @Override
    public Instant instant() {
        try {
            return Clock.systemUTC()
                    .instant()
                    .plus(Duration.parse(Files.readString(offset).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ZoneId getZone() {
        return Clock.systemUTC().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
