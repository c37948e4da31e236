package io.tributary.backend;

import io.tributary.backend.journal.WatchedJournal;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.journal.Journal;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the modules: the orchestrator to its journal, its artifacts and its workers. */
@Configuration(proxyBeanMethods = false)
class TributaryConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(TributaryConfiguration.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Disk disk(TributaryProperties properties) throws IOException {
        return new Disk(
                Files.createDirectories(properties.data()),
                properties.disk().reserve().toBytes());
    }

    @Bean
    ArtifactStore artifactStore(TributaryProperties properties, Disk disk) throws IOException {
        return new DiskArtifactStore(properties.data().resolve("artifacts"), disk);
    }

    /** The data folder may hold data sets of its own; the system's packages come after it. */
    @Bean
    DatasetCatalog datasetCatalog(TributaryProperties properties) {
        Path own = properties.data().resolve("datasets").resolve(FashionMnist.ID);
        return DatasetCatalog.standard(Files.isDirectory(own) ? own : null);
    }

    @Bean
    SlotPool slotPool(Clock clock, ArtifactStore artifacts, TributaryProperties properties) {
        return new SlotPool(clock, Ticker.system(), properties.workers().grace(), update -> {
            try {
                artifacts.release(update);
                artifacts.delete(update);
            } catch (IOException e) {
                LOG.warn("A late update cannot be removed", e);
            }
        });
    }

    @Bean
    Orchestrator orchestrator(
            Journal journal, SlotPool pool, ArtifactStore artifacts, Clock clock, TributaryProperties properties) {
        return new Orchestrator(
                WatchedJournal.of(journal),
                pool,
                artifacts,
                clock,
                Ticker.system(),
                properties.tasks().running(),
                properties.tasks().unfinished());
    }
}
