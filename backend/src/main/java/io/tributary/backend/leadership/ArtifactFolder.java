package io.tributary.backend.leadership;

import io.tributary.backend.TributaryProperties;
import io.tributary.protocol.artifact.DiskArtifactStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Where the artifacts are: {@code artifacts-N} in the data folder that all servers of a database share, N the leader's epoch. A
 * take-over renames it, which is atomic. Training repeats bit for bit, so a leader that was thought dead and wakes up may be about to
 * delete by name what the next one has committed; under the old path it finds nothing.
 */
@Component
public final class ArtifactFolder implements Supplier<Path> {
    private static final String NAME = "artifacts";
    /** Without a number: as it was before there were epochs. */
    private static final Pattern NAMES = Pattern.compile(NAME + "(?:-(\\d{1,18}))?");

    private final Path data;
    private volatile Path claimed;

    @Autowired
    ArtifactFolder(TributaryProperties properties) {
        this(properties.data());
    }

    /** @param data folder that all servers of the database share */
    ArtifactFolder(Path data) {
        this.data = data;
        this.claimed = data.resolve(NAME);
    }

    /** The folder, as it was called when this server took the lead. */
    @Override
    public Path get() {
        return claimed;
    }

    /** The epoch that has the folder; 0 for one from before there were epochs, empty where there is none. */
    OptionalLong epoch() {
        try (Stream<Path> all = Files.list(data)) {
            return all.map(path -> NAMES.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToLong(name -> name.group(1) == null ? 0 : Long.parseLong(name.group(1)))
                    .max();
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + data + " cannot be read", e);
        }
    }

    /**
     * Gives the folder to a new epoch, and makes it where there is none.
     *
     * @return false where this epoch or a later one has it already
     */
    boolean claim(long epoch) throws IOException {
        Path own = data.resolve(NAME + "-" + epoch);
        OptionalLong before = epoch();
        // Where an epoch in between was faster it looks again, which ends, for epochs only grow.
        while (before.isEmpty() || before.getAsLong() < epoch) {
            if (give(before, own)) {
                claimed = own;
                return true;
            }
            before = epoch();
        }
        return false;
    }

    private boolean give(OptionalLong before, Path own) throws IOException {
        if (before.isEmpty()) {
            DiskArtifactStore.created(own);
            return true;
        }
        String name = before.getAsLong() == 0 ? NAME : NAME + "-" + before.getAsLong();
        try {
            Files.move(data.resolve(name), own, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
