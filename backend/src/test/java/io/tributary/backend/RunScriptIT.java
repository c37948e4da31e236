package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that newcomers type; its settings are not those of the other tests, which always name an absolute folder. */
class RunScriptIT {
    @TempDir
    private Path folder;

    @Test
    void startsWithARelativeDataFolderBesideTheCallerAndTrains() {
        try (ServerProcess server = new ServerProcess(folder.resolve("data"))
                .with("TRIBUTARY_DATA", "data")
                .startedBy(Path.of("../run").toAbsolutePath().normalize(), folder)
                .start()) {
            server.train("{\"model\": {\"preset\": \"logistic\"}, \"training\": {\"rounds\": 1}}");
            assertThat(folder.resolve("data"))
                    .as("Artifacts, whatever the database is")
                    .isDirectoryContaining("glob:**/artifacts*");
        }
    }
}
