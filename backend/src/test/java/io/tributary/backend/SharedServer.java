package io.tributary.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** One server for all tests that neither kill nor configure it; starting one takes seconds. Ends with the tests' JVM. */
final class SharedServer {
    private static @Nullable ServerProcess server;

    private SharedServer() {}

    static synchronized ServerProcess get() {
        ServerProcess running = server;
        if (running == null) {
            Path data = folder();
            ServerProcess started = new ServerProcess(data).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, data)));
            server = started;
            return started;
        }
        return running;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("tributary");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(ServerProcess started, Path data) {
        started.close();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
