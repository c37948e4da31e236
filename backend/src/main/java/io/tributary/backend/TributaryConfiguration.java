package io.tributary.backend;

import io.tributary.backend.journal.WatchedJournal;
import io.tributary.backend.leadership.ArtifactFolder;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.journal.Leftovers;
import io.tributary.orchestrator.round.Pace;
import io.tributary.orchestrator.task.Orchestrator;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.ArtifactStore;
import io.tributary.protocol.artifact.Disk;
import io.tributary.protocol.artifact.DiskArtifactStore;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.FashionMnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the modules: the orchestrator to its journal, its artifacts and its workers. */
@Configuration(proxyBeanMethods = false)
class TributaryConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Disk disk(TributaryProperties properties) throws IOException {
        return new Disk(
                Files.createDirectories(properties.data()),
                properties.disk().reserve().toBytes(),
                properties.disk().quota().toBytes() == 0
                        ? Long.MAX_VALUE
                        : properties.disk().quota().toBytes());
    }

    @Bean
    ArtifactStore artifactStore(ArtifactFolder folder, Disk disk) {
        return new DiskArtifactStore(folder, disk);
    }

    /** The data folder may hold data sets of its own; the system's packages come after it. */
    @Bean
    DatasetCatalog datasetCatalog(TributaryProperties properties) {
        Path own = properties.data().resolve("datasets").resolve(FashionMnist.ID);
        return DatasetCatalog.standard(Files.isDirectory(own) ? own : null);
    }

    @Bean
    SlotPool slotPool(Clock clock, ArtifactStore artifacts, Journal journal, TributaryProperties properties) {
        return new SlotPool(
                clock,
                Ticker.system(),
                properties.workers().grace(),
                new Leftovers(artifacts, WatchedJournal.of(journal)));
    }

    @Bean
    Orchestrator orchestrator(
            Journal journal,
            SlotPool pool,
            ArtifactStore artifacts,
            Clock clock,
            Pace pace,
            TributaryProperties properties) {
        return new Orchestrator(
                WatchedJournal.of(journal),
                pool,
                artifacts,
                clock,
                Ticker.system(),
                pace,
                properties.tasks().running(),
                properties.tasks().unfinished());
    }
}
