package io.tributary.orchestrator.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.round.RoundState;
import io.tributary.orchestrator.task.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What watchers of a task see. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonSubTypes({
    @JsonSubTypes.Type(value = TaskEvent.StateChanged.class, name = "state"),
    @JsonSubTypes.Type(value = TaskEvent.Prepared.class, name = "prepared"),
    @JsonSubTypes.Type(value = TaskEvent.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = TaskEvent.RoundStarted.class, name = "round-started"),
    @JsonSubTypes.Type(value = TaskEvent.StageChanged.class, name = "stage"),
    @JsonSubTypes.Type(value = TaskEvent.ClientProgress.class, name = "progress"),
    @JsonSubTypes.Type(value = TaskEvent.ClientDone.class, name = "client"),
    @JsonSubTypes.Type(value = TaskEvent.RoundCommitted.class, name = "round")
})
public sealed interface TaskEvent {

    /** Whether it belongs to the history; what does not is seen only by those who watch at that moment. */
    default boolean lasting() {
        return true;
    }

    record StateChanged(
            @Nullable TaskState from,
            TaskState to,
            @Nullable String reason) implements TaskEvent {}

    record Prepared(int clients, long parameters, long testExamples) implements TaskEvent {}

    /** No round can begin. */
    record Waiting(String reason) implements TaskEvent {}

    record RoundStarted(int round, List<Integer> clients) implements TaskEvent {
        public RoundStarted {
            clients = List.copyOf(clients);
        }
    }

    record StageChanged(int round, RoundState stage) implements TaskEvent {
        @Override
        public boolean lasting() {
            return false;
        }
    }

    /** @param done examples, of {@code total} */
    record ClientProgress(int round, int client, long done, long total) implements TaskEvent {
        @Override
        public boolean lasting() {
            return false;
        }
    }

    record ClientDone(int round, ClientReport client) implements TaskEvent {}

    record RoundCommitted(RoundReport round) implements TaskEvent {}
}
