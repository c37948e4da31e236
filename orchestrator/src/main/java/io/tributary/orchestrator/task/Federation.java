package io.tributary.orchestrator.task;

import io.tributary.protocol.data.Encoding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sites of a task that trains on what each of them holds ({@code partition.scheme: by-worker}). Client i is site i.
 *
 * @param sites at least one
 * @param encoding how they turn their data into numbers; without moments until the task is prepared. Null where they hold a
 *     data set that needs none
 * @param trainExamples of each site, by its own description; empty until the task is prepared
 * @param testExamples held out at each site; empty until the task is prepared
 */
public record Federation(
        List<Site> sites, @Nullable Encoding encoding, List<Long> trainExamples, List<Long> testExamples) {
    public Federation {
        sites = List.copyOf(sites);
        // Tasks that were prepared before this was kept do not have it.
        trainExamples = List.copyOf(Objects.requireNonNullElse(trainExamples, List.of()));
        testExamples = List.copyOf(testExamples);
    }

    /** A task that is not prepared yet. */
    public Federation(List<Site> sites, @Nullable Encoding encoding) {
        this(sites, encoding, List.of(), List.of());
    }

    /** The most examples that a client can have trained on, as far as is known. */
    public static long most(@Nullable Federation federation, int client) {
        return federation == null || federation.trainExamples.isEmpty()
                ? Long.MAX_VALUE
                : federation.trainExamples.get(client);
    }

    /** The worker that plays a client, empty where any may. */
    public static Optional<String> worker(@Nullable Federation federation, int client) {
        return federation == null
                ? Optional.empty()
                : Optional.of(federation.sites.get(client).worker());
    }

    /**
     * A place where data live.
     *
     * @param worker the id under which its worker connects
     * @param name for people
     */
    public record Site(String worker, String name) {}
}
