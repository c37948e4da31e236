package io.tributary.orchestrator.task;

import io.tributary.protocol.data.Encoding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sites of a task that trains on what each of them holds ({@code partition.scheme: by-worker}). Client i is site i.
 *
 * @param sites at least one
 * @param encoding how they turn their data into numbers; without moments until the task is prepared. Null where they hold a
 *     data set that needs none
 * @param testExamples held out at each site; empty until the task is prepared
 */
public record Federation(List<Site> sites, @Nullable Encoding encoding, List<Long> testExamples) {
    public Federation {
        sites = List.copyOf(sites);
        testExamples = List.copyOf(testExamples);
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
