package io.tributary.worker.remote;

import io.tributary.protocol.message.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Results by the work they are of, the latest few hundred. Losing one costs doing the work again, so nothing here ever fails. */
final class FinishedWork {
    private static final Logger LOG = LoggerFactory.getLogger(FinishedWork.class);
    private static final int KEPT = 256;

    private final Path folder;

    FinishedWork(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    synchronized Optional<Result> find(WorkKey work) {
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readAllBytes(file(work)), Result.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            LOG.warn("A finished result cannot be read and is computed again: {}", e.toString());
            return Optional.empty();
        }
    }

    synchronized void keep(WorkKey work, Result result) {
        try {
            Path beside = folder.resolve(work.hash().hex() + ".partial");
            Files.write(beside, JsonMapper.shared().writerFor(Result.class).writeValueAsBytes(result));
            Files.move(beside, file(work), StandardCopyOption.ATOMIC_MOVE);
            dropOldest();
        } catch (IOException e) {
            LOG.warn("A finished result cannot be kept: {}", e.toString());
        }
    }

    private void dropOldest() throws IOException {
        List<Path> files = NewestFirst.of(folder);
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.deleteIfExists(old);
        }
    }

    private Path file(WorkKey work) {
        return folder.resolve(work.hash().hex());
    }
}
