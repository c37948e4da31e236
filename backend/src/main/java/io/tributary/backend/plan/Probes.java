package io.tributary.backend.plan;

import io.tributary.backend.journal.History;
import io.tributary.backend.journal.TaskSummary;
import io.tributary.backend.task.TaskService;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes probes and finds what they measured. A probe is an ordinary task but for its mark, so it goes on after a restart, can be
 * cancelled, and what its rounds cost is experience like any other.
 *
 * <p>It compares what is given with the same packed as planned, for as many rounds, on the same seed. Of one seed and early
 * rounds, that is good enough to refuse a codec that falls behind by more than the tolerance, and no proof that another keeps up.
 * Fewer clients with steps that shorten to nothing are left out: they catch up late, so a few rounds would refuse what holds over
 * a whole task (measured: 1.7 points behind after 3 rounds where 10 are level).
 */
@Component
class Probes {
    private static final int SHARE = 5;
    private static final int FEWEST_ROUNDS = 3;
    private static final int MOST_ROUNDS = 5;
    private static final int LATEST = 100;

    private final History history;
    private final TaskService tasks;
    private final Respec respec;

    Probes(History history, TaskService tasks, Respec respec) {
        this.history = history;
        this.tasks = tasks;
        this.respec = respec;
    }

    /**
     * The specs of a probe's tasks.
     *
     * @param codec id of the option by which they differ
     */
    record Pair(String codec, TaskSpec given, TaskSpec planned) {
        int rounds() {
            return given.training().rounds();
        }
    }

    /** A fifth of the task's rounds, within bounds. */
    static int rounds(TaskSpec given) {
        return Math.max(FEWEST_ROUNDS, Math.min(given.training().rounds() / SHARE, MOST_ROUNDS));
    }

    /** Whether it would be much shorter than the task itself. */
    static boolean worthwhile(TaskSpec given) {
        return given.training().rounds() >= 2 * rounds(given);
    }

    /**
     * What a probe of a plan's codec would run.
     *
     * @return empty where the plan leaves the codec alone
     */
    Optional<Pair> pair(TaskSpec given, List<Option> options) {
        TaskSpec small = small(given);
        Option codec = options.stream()
                .filter(Lattice.COMPRESSION::contains)
                .findFirst()
                .orElse(null);
        if (small == null || codec == null) {
            return Optional.empty();
        }
        TaskSpec planned = respec.changed(small, codec.changes().apply(small));
        return planned == null || planned.equals(small)
                ? Optional.empty()
                : Optional.of(new Pair(codec.id(), small, planned));
    }

    /** For a few rounds, to the last of them, tested after it. */
    private @Nullable TaskSpec small(TaskSpec given) {
        Map<String, @Nullable Object> changes = new HashMap<>();
        changes.put("/training/rounds", rounds(given));
        changes.put("/evaluation/every", rounds(given));
        changes.put("/stopping/targetAccuracy", null);
        changes.put("/stopping/patience", null);
        return respec.changed(given, changes);
    }

    /** Starts what is missing of a pair. */
    void start(Pair pair, Found found) {
        String of = ": " + pair.given().name();
        if (found.given() == null) {
            tasks.probe(pair.given(), "Probe as given" + of);
        }
        if (found.planned() == null) {
            tasks.probe(pair.planned(), "Probe with " + pair.codec() + of);
        }
    }

    /** A look at the latest probes; holds still while a plan is made. */
    Seen seen() {
        Map<String, List<TaskSummary>> byKind = new HashMap<>();
        for (TaskSummary probe : history.probes(LATEST)) {
            TaskState state = probe.task().state();
            boolean whole = probe.round() == probe.task().spec().training().rounds() && probe.accuracy() != null;
            if (!state.ended() || (state == TaskState.COMPLETED && whole)) {
                byKind.computeIfAbsent(Evidence.kind(probe.task().spec()), kind -> new ArrayList<>())
                        .add(probe);
            }
        }
        return new Seen(byKind);
    }

    /** Probes that go on or came to their end, by kind. */
    record Seen(Map<String, List<TaskSummary>> byKind) {
        boolean nothing() {
            return byKind.isEmpty();
        }

        /** What there is of a pair: measured on any seed, else on the seed that was given. */
        Found find(Pair pair) {
            List<TaskSummary> givens = of(pair.given());
            List<TaskSummary> planneds = of(pair.planned());
            for (TaskSummary planned : planneds) {
                for (TaskSummary given : givens) {
                    Found found = new Found(given, planned);
                    if (seed(given) == seed(planned) && found.ended()) {
                        return found;
                    }
                }
            }
            return new Found(onSeed(givens, pair.given()), onSeed(planneds, pair.given()));
        }

        private List<TaskSummary> of(TaskSpec spec) {
            return byKind.getOrDefault(Evidence.kind(spec), List.of());
        }

        private static @Nullable TaskSummary onSeed(List<TaskSummary> probes, TaskSpec spec) {
            return probes.stream()
                    .filter(probe -> seed(probe) == spec.seed())
                    .findFirst()
                    .orElse(null);
        }

        private static long seed(TaskSummary probe) {
            return probe.task().spec().seed();
        }
    }

    /**
     * What a probe measured.
     *
     * @param change accuracy as planned less that as given, as a share
     */
    record Probed(Pair pair, Found found, double change) {}

    /** The tasks of a pair, as far as there are any. */
    record Found(@Nullable TaskSummary given, @Nullable TaskSummary planned) {
        static final Found NOTHING = new Found(null, null);

        boolean complete() {
            return given != null && planned != null;
        }

        boolean ended() {
            return given != null
                    && planned != null
                    && given.task().state().ended()
                    && planned.task().state().ended();
        }

        /** Accuracy as planned less that as given, as a share; empty until both have ended. */
        Optional<Double> change() {
            return given != null && planned != null && ended() && given.accuracy() != null && planned.accuracy() != null
                    ? Optional.of(planned.accuracy() - given.accuracy())
                    : Optional.empty();
        }

        /** What the plan saves of the bytes, as a share; once both have ended. */
        double fewerBytes() {
            return given == null || planned == null ? 0 : 1 - (double) bytes(planned) / Math.max(1, bytes(given));
        }

        double cpuSeconds(boolean asPlanned) {
            TaskSummary task = asPlanned ? planned : given;
            return task == null ? 0 : task.cpuSeconds();
        }

        private static long bytes(TaskSummary task) {
            return task.bytesUp() + task.bytesDown();
        }

        List<Probe.Run> runs() {
            List<Probe.Run> runs = new ArrayList<>();
            if (given != null) {
                runs.add(Probe.Run.of(false, given));
            }
            if (planned != null) {
                runs.add(Probe.Run.of(true, planned));
            }
            return runs;
        }
    }
}
