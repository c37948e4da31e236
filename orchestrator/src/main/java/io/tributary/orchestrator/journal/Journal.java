package io.tributary.orchestrator.journal;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.task.Federation;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.ClientData;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks. Each call is atomic and durable on return, and shows watchers the event that goes with it afterwards. Safe
 * for use by many threads.
 *
 * <p>Any call may throw a {@link io.tributary.protocol.error.TributaryException} of DATABASE_UNAVAILABLE. Whether a write was
 * made then is not known; it was made as a whole or not at all.
 */
public interface Journal {

    /**
     * A new task.
     *
     * @throws io.tributary.protocol.error.TributaryException NAME_TAKEN
     */
    void create(Task task);

    /** The task, if there is one. */
    Optional<Task> task(String id);

    /** The tasks that have not ended, oldest first. */
    List<Task> unfinished();

    /** How many tasks have not ended, without those that a study has paused: they may be many, and take no one's place. */
    long waitingOrRunning();

    /** The tasks that are paused though nobody asked for it: those whose pause has a reason. */
    Set<String> held();

    /**
     * A change of state.
     *
     * @param expected the state it must still have
     * @param reason why, for people; kept as the task's failure where the new state is FAILED
     * @return false, and nothing is changed, where the task has another state by now
     */
    boolean changeState(String id, TaskState expected, TaskState next, @Nullable String reason, Instant at);

    /** What each client of a task holds, by index; empty before the task was prepared. */
    List<ClientData> clients(String id);

    /** The model after a committed round, 0 for the first weights; empty where there is none. */
    Optional<Sha256> model(String id, int round);

    /** Where the task's rounds stand. */
    Progress progress(String id);

    /**
     * The first weights exist and the clients are known; round 1 comes next.
     *
     * @param federation the task's sites with what preparing found out about them; null where it has none
     */
    void prepared(
            String id,
            Sha256 model,
            List<ClientData> clients,
            long testExamples,
            long parameters,
            @Nullable Federation federation);

    /**
     * A round is done; from here on it counts. Each of its clients' reports was announced before.
     *
     * @return false, and nothing is kept, where the task does not run any more: no round appears after someone was told that it stopped
     */
    boolean commit(String id, RoundCommit round);

    /**
     * Tells how the clients fared so far: the reports of each committed round, in client order, one round after the other.
     * What was announced of a round that was stopped and done again is left out.
     *
     * @param reader takes a round's number and its reports
     */
    void reports(String id, BiConsumer<Integer, List<ClientReport>> reader);

    /** Something watchers want to know that changes nothing. */
    default void announce(String id, TaskEvent event) {
        announce(id, List.of(event));
    }

    /** Several such things, in their order and all together or none. */
    void announce(String id, List<TaskEvent> events);

    /**
     * Removes a task that has ended and all that belongs to it.
     *
     * @return the model artifacts no task needs any more
     */
    Set<Sha256> delete(String id);

    /**
     * Drops what the rounds of a task that has ended have handed on.
     *
     * @return the artifacts no task needs any more
     */
    Set<Sha256> forget(String id);

    /** Every artifact that some task needs: models, and what rounds hand on. */
    Set<Sha256> artifacts();

    /** Those of some artifacts that no task needs. */
    Set<Sha256> unneeded(Set<Sha256> artifacts);
}
