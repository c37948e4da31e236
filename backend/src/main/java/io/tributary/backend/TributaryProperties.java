package io.tributary.backend;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server's own settings.
 *
 * @param data folder of the database, the artifacts and downloaded data sets
 * @param slots clients that the embedded worker trains at the same time; 0 for as many as there are cores
 * @param tasks limits on tasks
 * @param access who comes in, and how often they may try
 */
@ConfigurationProperties(prefix = "tributary", ignoreUnknownFields = false)
public record TributaryProperties(
        @NotNull Path data,
        @DefaultValue("0") int slots,
        @DefaultValue Tasks tasks,
        @DefaultValue Access access) {

    /**
     * @param running tasks whose rounds go on at the same time
     * @param unfinished tasks that may be queued, running or paused together
     */
    public record Tasks(
            @DefaultValue("8") int running,
            @DefaultValue("1000") int unfinished) {}

    /**
     * @param login whether people have to log in
     * @param attempts failed logins and tokens of one address that are heard in a minute
     * @param changes requests in a minute by which one account or token may change something
     */
    public record Access(
            @DefaultValue("auto") Login login,
            @DefaultValue("10") int attempts,
            @DefaultValue("600") int changes) {}

    /** Whether people have to log in. */
    public enum Login {
        /** On any address but loopback. */
        AUTO,
        /** On loopback too, as behind a proxy. */
        REQUIRED,
        /** Never; refused on any address but loopback. */
        OFF
    }
}
