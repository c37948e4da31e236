package io.tributary.backend.journal;

import io.tributary.backend.leadership.Fence;
import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.journal.Progress;
import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

/**
 * The journal in the database, written only by the server that leads. A writing call locks the row of its task, so calls for one
 * task happen one after the other and events are numbered without gaps; watchers are told after the transaction.
 */
@Component
class JpaJournal implements Journal {
    private static final int NAMES_IN_A_QUERY = 1000;
    private static final int EVENTS_AT_A_TIME = 1000;
    static final Set<TaskState> UNFINISHED = EnumSet.of(TaskState.QUEUED, TaskState.RUNNING, TaskState.PAUSED);

    private final TaskRows tasks;
    private final RoundRows rounds;
    private final ClientRows clients;
    private final MemoryRows memory;
    private final EventRows events;
    private final List<ArtifactRows> others;
    private final EntityManager entities;
    private final Fence fence;
    private final EventHub hub;
    private final ApplicationEventPublisher application;
    private final Clock clock;

    JpaJournal(
            TaskRows tasks,
            RoundRows rounds,
            ClientRows clients,
            MemoryRows memory,
            EventRows events,
            List<ArtifactRows> others,
            EntityManager entities,
            Fence fence,
            EventHub hub,
            ApplicationEventPublisher application,
            Clock clock) {
        this.tasks = tasks;
        this.rounds = rounds;
        this.clients = clients;
        this.memory = memory;
        this.events = events;
        this.others = List.copyOf(others);
        this.entities = entities;
        this.fence = fence;
        this.hub = hub;
        this.application = application;
        this.clock = clock;
    }

    @Override
    public void create(Task task) {
        try {
            fence.write(() -> {
                if (tasks.existsByName(task.name())) {
                    throw nameTaken(task.name());
                }
                TaskEntity entity = new TaskEntity(task);
                entities.persist(entity);
                entities.flush();
                return append(entity, new TaskEvent.StateChanged(null, task.state(), null));
            });
        } catch (DataIntegrityViolationException e) {
            // Someone else took the name between the look and the insert.
            throw nameTaken(task.name());
        }
    }

    private static TributaryException nameTaken(String name) {
        return TributaryException.ofField(
                ErrorCode.NAME_TAKEN,
                "name",
                "There is a task named \"" + name
                        + "\" already; choose another name, or leave it out to have one made up.");
    }

    @Override
    public Optional<Task> task(String id) {
        return tasks.findById(id).map(TaskEntity::task);
    }

    @Override
    public List<Task> unfinished() {
        return tasks.findByStateInOrderByCreatedAtAscIdAsc(UNFINISHED).stream()
                .map(TaskEntity::task)
                .toList();
    }

    @Override
    public long waitingOrRunning() {
        return tasks.waitingOrRunning(UNFINISHED, TaskState.PAUSED);
    }

    @Override
    public Set<String> held() {
        return Set.copyOf(tasks.held(TaskState.PAUSED));
    }

    @Override
    public boolean changeState(String id, TaskState expected, TaskState next, @Nullable String reason, Instant at) {
        return change(id, task -> {
            if (task.task().state() != expected) {
                return null;
            }
            task.changeState(next, reason, at);
            return new TaskEvent.StateChanged(expected, next, reason);
        });
    }

    @Override
    public List<ClientData> clients(String id) {
        return clients.of(id).stream().map(ClientEntity::data).toList();
    }

    @Override
    public Optional<Sha256> model(String id, int round) {
        Optional<String> name = round == 0
                ? tasks.findById(id).map(TaskEntity::summary).map(TaskSummary::initialModel)
                : rounds.findById(new InTask(id, round)).map(RoundEntity::model);
        return name.map(Sha256::new);
    }

    @Override
    public Progress progress(String id) {
        return tasks.findById(id)
                .map(task -> task.progress(memory.of(id).stream()
                        .collect(Collectors.toMap(MemoryEntity::name, row -> new Sha256(row.artifact())))))
                .orElseGet(Progress::none);
    }

    @Override
    public void prepared(
            String id,
            Sha256 model,
            List<ClientData> described,
            long testExamples,
            long parameters,
            @Nullable Federation federation) {
        change(id, task -> {
            task.prepared(model, testExamples, federation);
            described.forEach(data -> entities.persist(new ClientEntity(id, data)));
            return new TaskEvent.Prepared(described.size(), parameters, testExamples);
        });
    }

    @Override
    public boolean commit(String id, RoundCommit round) {
        boolean counts = change(id, task -> {
            if (task.task().state() != TaskState.RUNNING) {
                return null;
            }
            task.committed(round.report(), round.model(), round.quorumMet());
            entities.persist(new RoundEntity(id, round));
            round.clients()
                    .forEach(report ->
                            clients.findById(new InTask(id, report.client())).ifPresent(client -> client.took(report)));
            round.memory().forEach((name, artifact) -> entities.merge(new MemoryEntity(id, name, artifact.hex())));
            return new TaskEvent.RoundCommitted(round.report());
        });
        if (counts) {
            application.publishEvent(new Committed(id, round.report()));
        }
        return counts;
    }

    @Override
    public void reports(String id, BiConsumer<Integer, List<ClientReport>> reader) {
        List<ClientReport> round = new ArrayList<>();
        long seen = 0;
        List<SeenEvent> page;
        do {
            page = history(id, seen);
            for (SeenEvent each : page) {
                seen = Objects.requireNonNull(each.id());
                if (each.event() instanceof TaskEvent.RoundStarted) {
                    round.clear();
                } else if (each.event() instanceof TaskEvent.ClientDone done) {
                    round.add(done.client());
                } else if (each.event() instanceof TaskEvent.RoundCommitted committed) {
                    round.sort(Comparator.comparingInt(ClientReport::client));
                    reader.accept(committed.round().round(), List.copyOf(round));
                }
            }
        } while (!page.isEmpty());
    }

    private List<SeenEvent> history(String id, long after) {
        return events.after(id, after, PageRequest.of(0, EVENTS_AT_A_TIME)).stream()
                .map(EventEntity::event)
                .toList();
    }

    @Override
    public void announce(String id, List<TaskEvent> events) {
        if (events.stream().noneMatch(TaskEvent::lasting)) {
            events.forEach(event -> hub.publish(id, passing(event)));
            return;
        }
        List<SeenEvent> seen = fence.write(() -> tasks.lock(id)
                .map(task -> events.stream()
                        .map(event -> event.lasting() ? append(task, event) : passing(event))
                        .toList())
                .orElse(List.of()));
        seen.forEach(event -> hub.publish(id, event));
    }

    private SeenEvent passing(TaskEvent event) {
        return new SeenEvent(null, clock.instant(), event);
    }

    @Override
    public Set<Sha256> delete(String id) {
        return removing(() -> {
            Set<String> freed = new HashSet<>(rounds.models(id));
            tasks.lock(id)
                    .map(TaskEntity::summary)
                    .map(TaskSummary::initialModel)
                    .ifPresent(freed::add);
            memory.of(id).forEach(row -> freed.add(row.artifact()));
            tasks.deleteById(id);
            return freed;
        });
    }

    @Override
    public Set<Sha256> forget(String id) {
        return removing(() -> {
            Set<String> freed =
                    memory.of(id).stream().map(MemoryEntity::artifact).collect(Collectors.toSet());
            memory.deleteOf(id);
            return freed;
        });
    }

    /** @param removal removes rows and returns the artifacts that they named */
    private Set<Sha256> removing(Supplier<Set<String>> removal) {
        return fence.write(() -> {
            Set<String> freed = removal.get();
            entities.flush();
            return unneeded(sha256(freed));
        });
    }

    @Override
    public Set<Sha256> artifacts() {
        Set<Sha256> all = new HashSet<>();
        Stream.of(tasks.models(), tasks.initialModels(), rounds.models(), memory.artifacts())
                .forEach(names -> all.addAll(sha256(names)));
        others.forEach(rows -> all.addAll(sha256(rows.artifacts())));
        return all;
    }

    @Override
    public Set<Sha256> unneeded(Set<Sha256> artifacts) {
        Set<Sha256> unneeded = new HashSet<>(artifacts);
        List<String> names = artifacts.stream().map(Sha256::hex).toList();
        for (int from = 0; from < names.size(); from += NAMES_IN_A_QUERY) {
            List<String> some = names.subList(from, Math.min(from + NAMES_IN_A_QUERY, names.size()));
            Stream.of(tasks.needed(some), rounds.needed(some), memory.needed(some))
                    .forEach(needed -> unneeded.removeAll(sha256(needed)));
            others.forEach(rows -> unneeded.removeAll(sha256(rows.needed(some))));
        }
        return unneeded;
    }

    private static Set<Sha256> sha256(Collection<String> names) {
        return names.stream().map(Sha256::new).collect(Collectors.toSet());
    }

    /**
     * Changes a task in one transaction.
     *
     * @return false where there is no such task, or the change came to nothing
     */
    private boolean change(String id, Function<TaskEntity, @Nullable TaskEvent> change) {
        Optional<SeenEvent> seen = fence.write(() -> tasks.lock(id).flatMap(task -> {
            TaskEvent event = change.apply(task);
            return event == null ? Optional.empty() : Optional.of(append(task, event));
        }));
        seen.ifPresent(event -> hub.publish(id, event));
        return seen.isPresent();
    }

    private SeenEvent append(TaskEntity task, TaskEvent event) {
        SeenEvent seen = new SeenEvent(task.nextEvent(), clock.instant(), event);
        entities.persist(new EventEntity(task.task().id(), seen));
        return seen;
    }
}
