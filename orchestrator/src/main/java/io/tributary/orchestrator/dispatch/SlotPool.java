package io.tributary.orchestrator.dispatch;

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
import io.tributary.protocol.task.TaskSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All connected workers and their slots. A free slot goes to the task that holds the fewest slots, then to the one that
 * has waited longest, so several tasks share fairly. An answer counts only while its lease is held: whatever comes from a
 * cancelled or repeated lease is refused.
 */
public final class SlotPool implements WorkerPool {
    private final Clock clock;
    private final Consumer<Sha256> discard;
    private final Map<String, Worker> workers = new LinkedHashMap<>();
    /** Waiting work by task, the task that was served last at the end. */
    private final Map<String, Deque<Entry>> waiting = new LinkedHashMap<>();

    private final Map<String, Entry> held = new LinkedHashMap<>();
    private final String life;
    private long leases;

    /** @param discard receives the artifacts of results that came too late to count */
    public SlotPool(Clock clock, Consumer<Sha256> discard) {
        this.clock = clock;
        this.discard = discard;
        // A worker may still answer a lease of the server that was here before: no two lives share a lease name.
        this.life = Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    /**
     * A worker introduced itself.
     *
     * @throws TributaryException INVALID_PARAMETER where it speaks another version, offers no slot, or lacks a compression
     *     scheme
     */
    public synchronized void connected(String id, Hello hello, WorkerLink link) {
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
        disconnected(id, "The worker connected anew");
        workers.put(id, new Worker(id, hello, link, clock.instant()));
        fillSlots();
    }

    /** A worker is gone; what it was doing is lost. */
    public synchronized void disconnected(String id, String reason) {
        Worker worker = workers.remove(id);
        if (worker != null) {
            for (Entry entry : List.copyOf(worker.running)) {
                held.remove(entry.key());
                entry.inbox.add(new Answer.Lost(entry.lease, reason));
            }
        }
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
                entry.inbox.add(new Answer.Finished(entry.lease, done.result(), bytes));
                fillSlots();
            } else {
                done.result().artifacts().forEach(discard);
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

    /** All data sets that connected workers hold, each once. */
    public synchronized List<DatasetInfo> datasets() {
        Map<String, DatasetInfo> byId = new LinkedHashMap<>();
        workers.values().forEach(worker -> worker.hello.datasets().forEach(info -> byId.putIfAbsent(info.id(), info)));
        return List.copyOf(byId.values());
    }

    /** The optimizers that some connected worker knows. */
    public synchronized List<String> optimizers() {
        Set<String> all = new LinkedHashSet<>();
        workers.values().forEach(worker -> all.addAll(worker.hello.optimizers()));
        return List.copyOf(all);
    }

    @Override
    public synchronized Lease lease(String task, TaskSpec spec, Work work, BlockingQueue<Answer> inbox) {
        long number = ++leases;
        Lease lease = new Lease(new Assignment(life + "-" + number, 1, task, spec, work));
        waiting.computeIfAbsent(task, id -> new ArrayDeque<>()).add(new Entry(lease, inbox));
        fillSlots();
        return lease;
    }

    @Override
    public synchronized void cancel(Lease lease) {
        Assignment assignment = lease.assignment();
        Deque<Entry> queue = waiting.get(assignment.task());
        if (queue != null) {
            queue.removeIf(entry -> entry.lease.equals(lease));
            if (queue.isEmpty()) {
                waiting.remove(assignment.task());
            }
        }
        Entry entry = held.remove(key(assignment.id(), assignment.epoch()));
        if (entry != null && entry.worker != null) {
            entry.worker.running.remove(entry);
            entry.worker.link.send(new ServerMessage.Cancel(assignment.id()));
            fillSlots();
        }
    }

    @Override
    public synchronized boolean canServe(String dataset) {
        return workers.values().stream().anyMatch(worker -> !worker.draining && worker.holds(dataset));
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
        String task = waiting.entrySet().stream()
                .filter(queue -> worker.holds(
                        queue.getValue().getFirst().lease.assignment().spec().dataset()))
                .map(Map.Entry::getKey)
                .min(Comparator.comparingLong(this::slotsOf))
                .orElse(null);
        if (task == null) {
            return null;
        }
        Deque<Entry> queue = Objects.requireNonNull(waiting.remove(task));
        Entry entry = queue.removeFirst();
        if (!queue.isEmpty()) {
            waiting.put(task, queue);
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
        private final BlockingQueue<Answer> inbox;
        private @Nullable Worker worker;
        private long done;
        private long total;

        Entry(Lease lease, BlockingQueue<Answer> inbox) {
            this.lease = lease;
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
            return !draining && running.size() < hello.slots();
        }

        boolean holds(String dataset) {
            return hello.datasets().stream().anyMatch(info -> info.id().equals(dataset));
        }

        WorkerStatus status() {
            return new WorkerStatus(
                    id,
                    hello,
                    connectedAt,
                    draining,
                    running.stream().map(Entry::status).toList(),
                    completed,
                    failed);
        }
    }
}
