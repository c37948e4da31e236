package io.tributary.orchestrator.dispatch;

import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.message.WorkerMessage.Hello;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All connected workers and their slots. A free slot goes to the task that holds the fewest slots, then to the one that
 * has waited longest, so several tasks share fairly. An answer counts only while its lease is held: whatever comes from a
 * cancelled or repeated lease is refused.
 *
 * <p>A link may break. For a while the worker keeps what it was doing; if it connects again it is told once more what it
 * has, and goes on or answers from what it has finished.
 */
public final class SlotPool implements WorkerPool {
    private static final Pattern DATASET = Pattern.compile("[a-z0-9_][a-z0-9._-]{0,63}");

    private final Clock clock;
    private final Ticker ticker;
    private final Duration grace;
    private final Set<String> expelled = new HashSet<>();
    private final Map<String, Worker> workers = new LinkedHashMap<>();
    /** Waiting work by task, the task that was served last at the end. */
    private final Map<String, Deque<Entry>> waiting = new LinkedHashMap<>();

    private final Map<String, Entry> held = new LinkedHashMap<>();
    private final LateResults lateResults;
    /** Joining the tables of many sites takes a while, so it is done when workers come or go. */
    private @Nullable Holdings holdings;

    private final String life;
    private long leases;

    /**
     * @param grace how long a worker may be away before what it was doing is lost
     * @param discard receives the artifacts of results that came too late to count
     */
    public SlotPool(Clock clock, Ticker ticker, Duration grace, Consumer<Sha256> discard) {
        this.clock = clock;
        this.ticker = ticker;
        this.grace = grace;
        this.lateResults = new LateResults(discard);
        // A worker may still answer a lease of the server that was here before: no two lives share a lease name.
        // Not by the clock, which may have been set back between them.
        this.life = UUID.randomUUID().toString();
    }

    /**
     * A worker introduced itself, for the first time or again.
     *
     * @throws TributaryException INVALID_PARAMETER where it speaks another version, offers no slot, names a data set oddly, or
     *     lacks a compression scheme; WRONG_STATE where another process of the same identity is connected
     */
    public synchronized void connected(String id, Hello hello, WorkerLink link) {
        expelled.remove(id);
        if (hello.protocol() != WorkerMessage.PROTOCOL_VERSION) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER,
                    "Worker " + hello.name() + " speaks protocol " + hello.protocol() + ", this server speaks "
                            + WorkerMessage.PROTOCOL_VERSION + "; install the same version on both.");
        }
        if (hello.slots() < 1) {
            throw new TributaryException(ErrorCode.INVALID_PARAMETER, "Worker " + hello.name() + " offers no slot.");
        }
        List<String> missing = Compressors.ids().stream()
                .filter(codec -> !hello.codecs().contains(codec))
                .toList();
        if (!missing.isEmpty()) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER,
                    "Worker " + hello.name() + " cannot pack with " + String.join(", ", missing)
                            + "; install the server's version on it.");
        }
        expectNames(hello);
        Worker before = workers.get(id);
        if (before != null && before.awaySince == null && !Objects.equals(before.hello.instance(), hello.instance())) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE,
                    hello.name() + " is connected already, from another process or folder. Stop one of the two, or give"
                            + " each a token of its own.");
        }
        Worker worker = new Worker(id, hello, link, clock.instant());
        workers.put(id, worker);
        holdings = null;
        if (before != null) {
            worker.takeOver(before);
            worker.running.forEach(entry -> link.send(new ServerMessage.Assign(entry.lease.assignment())));
        }
        fillSlots();
    }

    /** A data set's name is shown, asked for and written into addresses; it must be one and nothing else. */
    private static void expectNames(Hello hello) {
        for (DatasetInfo dataset : hello.datasets()) {
            if (!DATASET.matcher(dataset.id()).matches()) {
                throw new TributaryException(
                        ErrorCode.INVALID_PARAMETER,
                        "Worker " + hello.name() + " names a data set with other signs than lower-case letters, digits,"
                                + " '-', '_' and '.', or more than 64.");
            }
        }
    }

    /**
     * The link to a worker broke; it keeps what it was doing for the grace period.
     *
     * @param link that broke; ignored where the worker has connected again by another
     */
    public synchronized void interrupted(String id, WorkerLink link) {
        Worker worker = workers.get(id);
        if (worker != null && worker.link.equals(link) && worker.awaySince == null) {
            worker.awaySince = ticker.nanos();
            worker.awayAt = clock.instant();
        }
    }

    /** Gives up on workers that were away for too long, and on work that only they may do. To be called now and then. */
    public synchronized void expire() {
        long now = ticker.nanos();
        for (Worker worker : List.copyOf(workers.values())) {
            if (worker.running.isEmpty()) {
                lateResults.idle(worker.id);
            }
            if (worker.awaySince != null && now - worker.awaySince >= grace.toNanos()) {
                disconnected(worker.id, worker.hello.name() + " has been away for " + grace.toSeconds() + " s.");
            }
        }
        for (Deque<Entry> queue : List.copyOf(waiting.values())) {
            for (Entry entry : List.copyOf(queue)) {
                String only = entry.only;
                boolean waited = now - entry.since >= grace.toNanos();
                if (only != null && !connected(only) && (waited || expelled.contains(only))) {
                    withdraw(entry.lease);
                    entry.inbox.add(new Answer.Lost(entry.lease, "Its site is not connected."));
                }
            }
        }
    }

    /** A worker is gone; what it was doing is lost. */
    public synchronized void disconnected(String id, String reason) {
        Worker worker = workers.remove(id);
        holdings = null;
        if (worker != null) {
            lateResults.idle(id);
            for (Entry entry : List.copyOf(worker.running)) {
                held.remove(entry.key());
                entry.inbox.add(new Answer.Lost(entry.lease, reason));
            }
        }
    }

    /** A worker that may not come back is gone: nobody waits for it, unless it is let in again. */
    public synchronized void expelled(String id, String reason) {
        expelled.add(id);
        disconnected(id, reason);
    }

    /**
     * The worker finishes what it has and gets nothing new.
     *
     * @throws TributaryException NOT_FOUND
     */
    public synchronized void drain(String id) {
        Worker worker = workers.get(id);
        if (worker == null) {
            throw new TributaryException(ErrorCode.NOT_FOUND, "There is no worker " + id + ".");
        }
        if (!worker.draining) {
            worker.draining = true;
            worker.link.send(new ServerMessage.Drain());
        }
    }

    /** A message of a connected worker, with its bytes on the wire. */
    public synchronized void received(String id, WorkerMessage message, long bytes) {
        Worker worker = workers.get(id);
        if (worker == null) {
            return;
        }
        if (message instanceof WorkerMessage.Progress progress) {
            Entry entry = entry(worker, progress.assignment(), progress.epoch());
            if (entry != null) {
                entry.done = progress.examplesDone();
                entry.total = progress.examplesTotal();
                entry.inbox.add(new Answer.Progressed(entry.lease, entry.done, entry.total, bytes));
            }
        } else if (message instanceof WorkerMessage.Done done) {
            Entry entry = release(worker, done.assignment(), done.epoch());
            if (entry != null) {
                worker.completed++;
                lateResults.counts(id, done.result().artifacts());
                entry.inbox.add(new Answer.Finished(entry.lease, worker.id, done.result(), bytes));
                fillSlots();
            } else {
                lateResults.came(id, worker.link.sharesStore(), done.result().artifacts());
            }
        } else if (message instanceof WorkerMessage.Failed failed) {
            Entry entry = release(worker, failed.assignment(), failed.epoch());
            if (entry != null) {
                worker.failed++;
                entry.inbox.add(new Answer.Failed(entry.lease, failed.code(), failed.message(), bytes));
                fillSlots();
            }
        }
    }

    /** All workers, in the order they connected. */
    public synchronized List<WorkerStatus> workers() {
        return workers.values().stream().map(Worker::status).toList();
    }

    /** How many assignments of a task no worker has yet. */
    public synchronized int waiting(String task) {
        Deque<Entry> queue = waiting.get(task);
        return queue == null ? 0 : queue.size();
    }

    /** What a worker has in its hands, also while it is away. */
    public synchronized List<Assignment> assigned(String id) {
        Worker worker = workers.get(id);
        return worker == null
                ? List.of()
                : worker.running.stream().map(entry -> entry.lease.assignment()).toList();
    }

    /** All data sets that connected workers hold, each once; those of sites as one for each name. */
    public synchronized List<DatasetInfo> datasets() {
        return holdings().datasets();
    }

    /** Who holds what. */
    public synchronized Holdings holdings() {
        Holdings known = holdings;
        if (known == null) {
            known = Holdings.of(workers.values().stream()
                    .map(worker -> new Holdings.Holder(worker.id, worker.hello))
                    .toList());
            holdings = known;
        }
        return known;
    }

    /** The optimizers that some connected worker knows. */
    public synchronized List<String> optimizers() {
        Set<String> all = new LinkedHashSet<>();
        workers.values().forEach(worker -> all.addAll(worker.hello.optimizers()));
        return List.copyOf(all);
    }

    @Override
    public synchronized Lease lease(Order order, BlockingQueue<Answer> inbox) {
        long number = ++leases;
        Lease lease = new Lease(
                new Assignment(life + "-" + number, 1, order.task(), order.spec(), order.work(), order.encoding()));
        waiting.computeIfAbsent(order.task(), id -> new ArrayDeque<>())
                .add(new Entry(lease, order.worker(), ticker.nanos(), inbox));
        fillSlots();
        return lease;
    }

    @Override
    public synchronized void cancel(Lease lease) {
        withdraw(lease);
        Assignment assignment = lease.assignment();
        Entry entry = held.remove(key(assignment.id(), assignment.epoch()));
        if (entry != null && entry.worker != null) {
            entry.worker.running.remove(entry);
            entry.worker.link.send(new ServerMessage.Cancel(assignment.id()));
            fillSlots();
        }
    }

    /** Takes it out of the queue, if it is there. */
    private void withdraw(Lease lease) {
        String task = lease.assignment().task();
        Deque<Entry> queue = waiting.get(task);
        if (queue != null) {
            queue.removeIf(entry -> entry.lease.equals(lease));
            if (queue.isEmpty()) {
                waiting.remove(task);
            }
        }
    }

    @Override
    public synchronized void discard(Answer.Finished answer) {
        Worker worker = workers.get(answer.worker());
        boolean own = worker == null || worker.link.sharesStore();
        lateResults.countsNoMore(answer.worker(), own, answer.result().artifacts());
    }

    @Override
    public synchronized boolean connected(String id) {
        Worker worker = workers.get(id);
        return worker != null && worker.awaySince == null;
    }

    @Override
    public synchronized boolean canServe(String dataset) {
        return workers.values().stream()
                .anyMatch(worker -> !worker.draining && worker.awaySince == null && worker.holds(dataset));
    }

    @Override
    public synchronized Optional<DatasetInfo> dataset(String id) {
        return datasets().stream().filter(info -> info.id().equals(id)).findFirst();
    }

    private @Nullable Entry entry(Worker worker, String assignment, int epoch) {
        Entry entry = held.get(key(assignment, epoch));
        return entry != null && entry.worker == worker ? entry : null;
    }

    private @Nullable Entry release(Worker worker, String assignment, int epoch) {
        Entry entry = entry(worker, assignment, epoch);
        if (entry != null) {
            held.remove(entry.key());
            worker.running.remove(entry);
        }
        return entry;
    }

    private void fillSlots() {
        for (Worker worker : workers.values()) {
            while (worker.hasFreeSlot()) {
                Entry next = next(worker);
                if (next == null) {
                    break;
                }
                next.worker = worker;
                worker.running.add(next);
                held.put(next.key(), next);
                long bytes = worker.link.send(new ServerMessage.Assign(next.lease.assignment()));
                next.inbox.add(new Answer.Started(next.lease, worker.id, bytes));
            }
        }
    }

    /** Takes the next entry for a worker out of the queues. */
    private @Nullable Entry next(Worker worker) {
        Entry entry = waiting.entrySet().stream()
                .sorted(Comparator.comparingLong(queue -> slotsOf(queue.getKey())))
                .flatMap(
                        queue -> queue.getValue().stream().filter(worker::mayDo).limit(1))
                .findFirst()
                .orElse(null);
        if (entry != null) {
            String task = entry.lease.assignment().task();
            Deque<Entry> queue = Objects.requireNonNull(waiting.remove(task));
            queue.remove(entry);
            if (!queue.isEmpty()) {
                waiting.put(task, queue);
            }
        }
        return entry;
    }

    private long slotsOf(String task) {
        return held.values().stream()
                .filter(entry -> entry.lease.assignment().task().equals(task))
                .count();
    }

    private static String key(String assignment, int epoch) {
        return assignment + "/" + epoch;
    }

    private static final class Entry {
        private final Lease lease;
        private final @Nullable String only;
        private final long since;
        private final BlockingQueue<Answer> inbox;
        private @Nullable Worker worker;
        private long done;
        private long total;

        /** @param only the worker that must do it */
        Entry(Lease lease, @Nullable String only, long since, BlockingQueue<Answer> inbox) {
            this.lease = lease;
            this.only = only;
            this.since = since;
            this.inbox = inbox;
        }

        String key() {
            return SlotPool.key(lease.assignment().id(), lease.assignment().epoch());
        }

        WorkerStatus.Running status() {
            Work work = lease.assignment().work();
            String what = work.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
            int client = work instanceof Work.Train train ? train.client() : -1;
            return new WorkerStatus.Running(lease.assignment().task(), what, client, done, total);
        }
    }

    private static final class Worker {
        private final String id;
        private final Hello hello;
        private final WorkerLink link;
        private final Instant connectedAt;
        private final List<Entry> running = new ArrayList<>();
        private @Nullable Long awaySince;
        /** The same moment, for people. */
        private @Nullable Instant awayAt;

        private boolean draining;
        private long completed;
        private long failed;

        Worker(String id, Hello hello, WorkerLink link, Instant connectedAt) {
            this.id = id;
            this.hello = hello;
            this.link = link;
            this.connectedAt = connectedAt;
        }

        boolean hasFreeSlot() {
            return !draining && awaySince == null && running.size() < hello.slots();
        }

        boolean mayDo(Entry entry) {
            return (entry.only == null || entry.only.equals(id))
                    && holds(entry.lease.assignment().spec().dataset());
        }

        /** Goes on with what the same worker had before its link broke. */
        void takeOver(Worker before) {
            running.addAll(before.running);
            running.forEach(entry -> entry.worker = this);
            completed = before.completed;
            failed = before.failed;
            draining = before.draining;
        }

        boolean holds(String dataset) {
            return hello.datasets().stream().anyMatch(info -> info.id().equals(dataset));
        }

        WorkerStatus status() {
            return new WorkerStatus(
                    id,
                    hello,
                    connectedAt,
                    awayAt,
                    draining,
                    running.stream().map(Entry::status).toList(),
                    completed,
                    failed);
        }
    }
}
