package io.tributary.backend.journal;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.privacy.PrivacyLoss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

/** What the API and the pages read from the journal. All calls block. */
@Component
public class History {
    private final TaskRows tasks;
    private final RoundRows rounds;
    private final ClientRows clients;
    private final EventRows events;
    private final RoundEvents roundEvents;

    History(TaskRows tasks, RoundRows rounds, ClientRows clients, EventRows events, RoundEvents roundEvents) {
        this.tasks = tasks;
        this.rounds = rounds;
        this.clients = clients;
        this.events = events;
        this.roundEvents = roundEvents;
    }

    /**
     * One task.
     *
     * @throws TributaryException NOT_FOUND
     */
    public TaskSummary task(String id) {
        return find(id).orElseThrow(
                        () -> new TributaryException(ErrorCode.NOT_FOUND, "There is no task " + shorten(id) + "."));
    }

    /** One task, or nothing. */
    public Optional<TaskSummary> find(String id) {
        return tasks.findById(id).map(this::summary);
    }

    /**
     * A page of tasks, newest first.
     *
     * @param states those it may be in
     * @param name part of its name, in any case
     */
    public Page<TaskSummary> tasks(Collection<TaskState> states, String name, int page, int size) {
        return tasks.newest(states, containing(name), PageRequest.of(page, size))
                .map(this::summary);
    }

    /** As {@link #tasks}, but without those of studies, which are many and were tested on half of the held-out examples. */
    public Page<TaskSummary> ownTasks(Collection<TaskState> states, String name, int page, int size) {
        return tasks.newestOwn(states, containing(name), PageRequest.of(page, size))
                .map(this::summary);
    }

    /** Completed tasks that somebody wanted for themselves, newest first: none of studies, no probes. */
    public List<TaskSummary> completed(int limit) {
        return tasks.whole(EnumSet.of(TaskState.COMPLETED), PageRequest.of(0, limit)).stream()
                .map(TaskEntity::summary)
                .toList();
    }

    /** Probes in any state, newest first. */
    public List<TaskSummary> probes(int limit) {
        return tasks.probes(PageRequest.of(0, limit)).stream()
                .map(TaskEntity::summary)
                .toList();
    }

    /** As {@link #ownTasks}, but those that have not ended come before those that have. */
    public Page<TaskSummary> unfinishedFirst(Collection<TaskState> states, String name, int page, int size) {
        return tasks.newestAfter(JpaJournal.UNFINISHED, states, containing(name), PageRequest.of(page, size))
                .map(this::summary);
    }

    private static String containing(String name) {
        // No name has a NUL, and PostgreSQL refuses to compare with one.
        String plain = name.replace("\0", "").toLowerCase(Locale.ROOT);
        return "%" + plain.replaceAll("[!%_]", "!$0") + "%";
    }

    /**
     * Some of a task's accuracies, in the order of their rounds. The rounds are looked up one by one, so the cost does not
     * grow with a task's length.
     *
     * @param most about how many, at least 1
     */
    public List<MeasuredAccuracy> accuracies(TaskSummary task, int most) {
        long every = task.task().spec().evaluation().every();
        long step = every * Math.max(1, task.round() / (every * most));
        Set<Long> wanted = new TreeSet<>();
        wanted.add((long) task.round());
        for (long round = every; round < task.round(); round += step) {
            wanted.add(round);
        }
        return rounds.accuracies(task.task().id(), wanted);
    }

    /** Whether a task has that name. */
    public boolean nameTaken(String name) {
        return tasks.existsByName(name);
    }

    /**
     * The committed rounds after the given one.
     *
     * @throws TributaryException NOT_FOUND
     */
    public List<RoundReport> rounds(String task, int after) {
        PrivacyLoss loss = PrivacyLoss.of(task(task).task().spec()).orElse(null);
        List<RoundReport> reports =
                rounds.of(task, after).stream().map(RoundEntity::report).toList();
        if (loss == null) {
            return reports;
        }
        int revealing = rounds.countWith(task, after, loss.leastUpdates());
        List<RoundReport> told = new ArrayList<>();
        for (RoundReport report : reports) {
            revealing += loss.reveals(report.completed()) ? 1 : 0;
            told.add(report.withEpsilon(loss.epsilon(revealing)));
        }
        return told;
    }

    /** What a task's committed rounds reveal about any one client; null where it adds no noise. */
    private @Nullable Double epsilon(TaskSummary summary) {
        return PrivacyLoss.of(summary.task().spec())
                .map(loss -> loss.epsilon(rounds.countWith(summary.task().id(), summary.round(), loss.leastUpdates())))
                .orElse(null);
    }

    /**
     * The model after a round, 0 for the first weights.
     *
     * @throws TributaryException NOT_FOUND
     */
    public String model(String task, @Nullable Integer round) {
        TaskSummary summary = task(task);
        String model = round == null
                ? summary.model()
                : round == 0
                        ? summary.initialModel()
                        : rounds.findById(new InTask(task, round))
                                .map(entity -> entity.report().modelSha256())
                                .orElse(null);
        if (model == null) {
            throw new TributaryException(
                    ErrorCode.NOT_FOUND,
                    round == null
                            ? "The task has no model yet; wait until it has started."
                            : "The task has no committed round " + round + "; its last one is " + summary.round()
                                    + ".");
        }
        return model;
    }

    /**
     * The confusion matrix of an evaluated round.
     *
     * @param round null for the last evaluated one
     * @throws TributaryException NOT_FOUND where the round was not evaluated
     */
    public Confusion confusion(String task, @Nullable Integer round) {
        task(task);
        return (round == null
                        ? rounds.lastEvaluated(task, PageRequest.of(0, 1)).stream()
                                .findFirst()
                        : rounds.findById(new InTask(task, round)).filter(RoundEntity::evaluated))
                .map(RoundEntity::confusionMatrix)
                .orElseThrow(() -> new TributaryException(
                        ErrorCode.NOT_FOUND,
                        round == null
                                ? "No round of the task was evaluated yet."
                                : "Round " + round + " was not evaluated."));
    }

    /**
     * The clients of a task; empty before it was prepared.
     *
     * @throws TributaryException NOT_FOUND
     */
    public List<ClientSummary> clients(String task) {
        task(task);
        return clients.of(task).stream().map(ClientEntity::summary).toList();
    }

    /**
     * How each selected client fared in a round, by client.
     *
     * @throws TributaryException NOT_FOUND where the round is not committed
     */
    public List<ClientReport> clients(String task, int round) {
        TaskSummary summary = task(task);
        if (round < 1 || round > summary.round()) {
            throw new TributaryException(
                    ErrorCode.NOT_FOUND,
                    "The task has no committed round " + round + "; its last one is " + summary.round() + ".");
        }
        return roundEvents.clients(task, summary.events(), round);
    }

    /** At most {@code limit} events after the given number. @throws TributaryException NOT_FOUND */
    public List<SeenEvent> events(String task, long after, int limit) {
        task(task);
        return events.after(task, after, PageRequest.of(0, limit)).stream()
                .map(EventEntity::event)
                .toList();
    }

    /** The last {@code limit} events before the given number, oldest first. @throws TributaryException NOT_FOUND */
    public List<SeenEvent> eventsBefore(String task, long before, int limit) {
        task(task);
        List<SeenEvent> newest = new ArrayList<>();
        events.newest(task, before, PageRequest.of(0, limit)).forEach(row -> newest.add(row.event()));
        Collections.reverse(newest);
        return newest;
    }

    private TaskSummary summary(TaskEntity entity) {
        TaskSummary summary = entity.summary();
        return summary.withEpsilon(epsilon(summary));
    }

    private static String shorten(String id) {
        return id.length() <= 64 ? id : id.substring(0, 61) + "...";
    }
}
