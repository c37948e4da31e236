package io.tributary.backend.leadership;

import io.tributary.backend.leadership.LeadershipTable.Row;
import io.tributary.backend.web.OwnAddress;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes the lead and keeps it. The start of the server waits here while another one leads: the web server is up and says so, tasks and
 * workers are not begun. A server that has lost the lead ends on the spot, since all it knows may be outdated; whatever started it is to
 * start it again, and it stands by.
 */
@Component
public class Leadership implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final long RENEWAL_MILLIS = 1000;
    /** EX_TEMPFAIL of sysexits.h: nothing is wrong with it, start it again. */
    private static final int START_AGAIN = 75;

    /** As a process that SIGTERM ends. */
    private static final int TERMINATED = 143;

    private final LeadershipTable table;
    private final ArtifactFolder folder;
    private final OwnAddress address;
    private final Ticker ticker = Ticker.system();
    private final CompletableFuture<Void> taken = new CompletableFuture<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "leadership");
        thread.setDaemon(true);
        return thread;
    });

    /** 0 on standby. */
    private volatile long epoch;

    private volatile long renewed;
    private volatile boolean open;
    private volatile String leader = "";
    private @Nullable String said;

    Leadership(LeadershipTable table, ArtifactFolder folder, OwnAddress address) {
        this.table = table;
        this.folder = folder;
        this.address = address;
    }

    /** Whether this server leads, as far as it knows: it has taken up the tasks, and has not been cut off from the database. */
    public boolean leads() {
        return open && epoch > 0 && (!table.shared() || ticker.nanos() - renewed < LeadershipTable.SILENCE.toNanos());
    }

    /** Where the leader can be reached, as it said itself; empty as long as nobody is known to lead. */
    public String leader() {
        return leader;
    }

    /**
     * The epoch in which this server leads.
     *
     * @throws TributaryException STANDBY where it does not lead
     */
    long epoch() {
        if (epoch == 0) {
            throw new TributaryException(ErrorCode.STANDBY, "This server is on standby.");
        }
        return epoch;
    }

    /** Between the web server, which tells of the standby, and what works on tasks. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }

    @Override
    public void start() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endStandby, "standby-end"));
        var unused = heart.scheduleWithFixedDelay(this::beat, 0, RENEWAL_MILLIS, TimeUnit.MILLISECONDS);
        try {
            taken.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The lead cannot be taken", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while on standby", e);
        }
    }

    /** The context would wait for the end of a start that does not end. A standby has nothing to save. */
    private void endStandby() {
        if (epoch == 0) {
            Runtime.getRuntime().halt(TERMINATED);
        }
    }

    /** All that has to go on goes on; from here on requests are answered. */
    @EventListener(ApplicationStartedEvent.class)
    void open() {
        open = true;
    }

    private void beat() {
        try {
            if (epoch > 0) {
                renew();
            } else {
                standBy();
            }
        } catch (DataAccessException e) {
            tell("The database does not answer: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            taken.completeExceptionally(e);
        }
    }

    private void renew() {
        long now = ticker.nanos();
        if (table.shared()) {
            if (!table.renew(epoch)) {
                throw lost();
            }
            said = null;
        }
        renewed = now;
    }

    private void standBy() throws IOException {
        Row row = table.row();
        leader = row.address();
        OptionalLong artifacts = folder.epoch();
        if (row.epoch() > 0 && artifacts.isEmpty()) {
            tell(
                    "This server does not see the artifacts of the tasks in its database, so it will not take over. All servers of a"
                            + " database need the same data folder (TRIBUTARY_DATA). If they are lost, make an empty folder"
                            + " \"artifacts\" there.");
            return;
        }
        // Above that of the folder too: the database may be new, or back from a backup.
        Row next = new Row(Math.max(row.epoch(), artifacts.orElse(0)) + 1, address.url());
        long now = ticker.nanos();
        if (!table.take(row, next)) {
            tell("On standby: " + leader + " leads (epoch " + row.epoch() + ")");
            return;
        }
        if (!folder.claim(next.epoch())) {
            throw lost();
        }
        renewed = now;
        leader = next.address();
        epoch = next.epoch();
        said = null;
        LOG.info("This server leads (epoch {})", epoch);
        taken.complete(null);
    }

    /** Once for each change. */
    private void tell(String news) {
        if (!news.equals(said)) {
            LOG.warn("{}", news);
            said = news;
        }
    }

    /** Ends this process. What it would still do, shutdown hooks too, is the next leader's. */
    IllegalStateException lost() {
        LOG.error(
                "Another server has taken the lead; this one ends with {} and stands by when it is started again",
                START_AGAIN);
        Runtime.getRuntime().halt(START_AGAIN);
        return new IllegalStateException("halted");
    }

    @Override
    public void stop() {
        open = false;
        heart.shutdownNow();
        if (epoch > 0) {
            table.release(epoch);
        }
    }

    @Override
    public boolean isRunning() {
        return epoch > 0;
    }
}
