package io.tributary.backend.page;

import io.tributary.backend.journal.TaskSummary;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.Task;
import io.tributary.protocol.task.TaskSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first state of a task's live page; the browser goes on from there.
 *
 * @param labels names of the classes as a JSON list, for the clients' histograms
 * @param events behind which the page starts to listen: the round in progress and the one before are told again
 * @param spec the complete spec as indented JSON
 * @param rounds the newest first, one page of them
 * @param paced whether its clients are unequal in simulated time, so that this is worth showing
 * @param epsilon what its rounds reveal; null where it adds no noise
 * @param privacy what epsilon means here, in words
 * @param study that it is a trial of; null for a task of its own
 * @param trial its number there
 */
record LiveTask(
        TaskCard card,
        @Nullable String startedAt,
        @Nullable String endedAt,
        String bytesUp,
        String bytesDown,
        String cpuSeconds,
        String loss,
        @Nullable String model,
        String labels,
        long events,
        String spec,
        List<RoundRow> rounds,
        boolean paced,
        @Nullable String epsilon,
        String privacy,
        @Nullable String study,
        int trial) {
    /** Rows of a page; {@code task/rounds.js} knows the same number. */
    static final int ROWS = 20;

    /** What a round tells beside its clients: that it started, that it was committed, and changes of the task's state. */
    private static final int EVENTS_BESIDE_CLIENTS = 4;

    static LiveTask of(TaskCard card, TaskSummary task, List<RoundReport> newest, List<String> labels) {
        List<RoundReport> rounds = new ArrayList<>(newest);
        Collections.reverse(rounds);
        Task.Trial part = task.task().trial();
        return new LiveTask(
                card,
                task.startedAt() == null ? null : task.startedAt().toString(),
                task.endedAt() == null ? null : task.endedAt().toString(),
                Figures.bytes(task.bytesUp()),
                Figures.bytes(task.bytesDown()),
                Figures.duration(task.cpuSeconds()),
                Figures.number(rounds.stream()
                        .filter(round -> round.loss() != null)
                        .findFirst()
                        .map(RoundReport::loss)
                        .orElse(null)),
                task.model(),
                JsonMapper.shared().writeValueAsString(labels),
                Math.max(0, task.events() - 2L * (task.task().spec().clientsAsked() + EVENTS_BESIDE_CLIENTS)),
                JsonMapper.shared()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(task.task().spec()),
                rounds.stream().map(RoundRow::of).toList(),
                paced(task.task().spec()),
                task.epsilon() == null ? null : Figures.number(task.epsilon()),
                privacy(task.task().spec().privacy()),
                part == null ? null : part.study(),
                part == null ? 0 : part.number());
    }

    private static boolean paced(TaskSpec spec) {
        return spec.flush().isPresent()
                || spec.simulation().slow().share() > 0
                || spec.clients().speedSpread() > 1;
    }

    private static String privacy(TaskSpec.Privacy privacy) {
        String delta = BigDecimal.valueOf(privacy.delta()).toPlainString();
        return privacy.noise() == TaskSpec.Noise.CLIENTS
                ? "Epsilon bounds how much anyone, the server too, can tell from one client's updates (local differential"
                        + " privacy), for a client that was asked in every round. It may fail with a chance of delta = "
                        + delta + "."
                : "Epsilon bounds how much the models tell about whether one client took part (central differential"
                        + " privacy); the server itself sees "
                        + (privacy.secureAggregation().on() ? "their sum before its noise" : "the updates")
                        + ". It may fail with a chance of delta = " + delta
                        + ".";
    }
}
