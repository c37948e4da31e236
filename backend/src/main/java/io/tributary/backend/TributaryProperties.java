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
 */
@ConfigurationProperties(prefix = "tributary", ignoreUnknownFields = false)
public record TributaryProperties(
        @NotNull Path data,
        @DefaultValue("0") int slots,
        @DefaultValue Tasks tasks) {

    /**
     * @param running tasks whose rounds go on at the same time
     * @param unfinished tasks that may be queued, running or paused together
     */
    public record Tasks(
            @DefaultValue("8") int running,
            @DefaultValue("1000") int unfinished) {}
}
