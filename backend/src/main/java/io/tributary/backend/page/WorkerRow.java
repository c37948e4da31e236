package io.tributary.backend.page;

import io.tributary.backend.token.WorkerTokens.WorkerToken;
import io.tributary.orchestrator.dispatch.WorkerStatus;
import io.tributary.protocol.data.DatasetInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the page of workers.
 *
 * @param id of the worker; a site's is that of its token
 * @param about engine and device; empty while unknown
 * @param since how long the state has lasted; empty where there is nothing to say
 * @param token whether there is one to rotate or revoke
 */
record WorkerRow(
        String id,
        String name,
        String about,
        State state,
        String since,
        List<Holding> datasets,
        List<Slot> slots,
        int busy,
        String completed,
        String failed,
        String used,
        boolean token) {

    /** What a worker does, with the colour of its badge. */
    enum State {
        READY("Connected", "completed"),
        BUSY("Busy", "running"),
        DRAINING("Draining", "paused"),
        AWAY("Away", "paused"),
        GONE("Not connected", "failed"),
        NEVER("Never connected", "");

        private final String text;
        private final String badge;

        State(String text, String badge) {
            this.text = text;
            this.badge = badge;
        }

        public String text() {
            return text;
        }

        public String badge() {
            return badge;
        }
    }

    /** @param examples with their unit: a table has rows */
    record Holding(String title, String examples) {
        static Holding of(DatasetInfo info) {
            return new Holding(
                    info.title(),
                    Figures.count(info.trainExamples() + info.testExamples())
                            + (info.columns().isEmpty() ? " examples" : " rows"));
        }
    }

    /** A worker that is connected, or was a moment ago. */
    static WorkerRow present(WorkerStatus status, List<Slot> slots, @Nullable Instant used, Instant now) {
        Instant away = status.awaySince();
        int busy = status.running().size();
        return new WorkerRow(
                status.id(),
                status.hello().name(),
                status.hello().engine() + " on " + status.hello().device(),
                away != null ? State.AWAY : status.draining() ? State.DRAINING : busy > 0 ? State.BUSY : State.READY,
                away != null ? "for " + lapse(away, now) : "connected " + Figures.ago(status.connectedAt(), now),
                status.hello().datasets().stream().map(Holding::of).toList(),
                slots,
                busy,
                Figures.count(status.completed()),
                Figures.count(status.failed()),
                used == null ? Figures.NONE : Figures.ago(used, now),
                false);
    }

    /** A site whose worker is not there. */
    static WorkerRow absent(WorkerToken site, Instant now) {
        Instant used = site.lastUsedAt();
        return new WorkerRow(
                site.id(),
                site.name(),
                "",
                used == null ? State.NEVER : State.GONE,
                used == null ? "token made " + Figures.ago(site.createdAt(), now) : "",
                List.of(),
                List.of(),
                0,
                Figures.NONE,
                Figures.NONE,
                used == null ? "never" : Figures.ago(used, now),
                true);
    }

    WorkerRow withToken() {
        return new WorkerRow(id, name, about, state, since, datasets, slots, busy, completed, failed, used, true);
    }

    /** Whether there is work to be kept from it. */
    public boolean drainable() {
        return state == State.READY || state == State.BUSY;
    }

    private static String lapse(Instant then, Instant now) {
        return Figures.duration((double) Math.max(0, now.getEpochSecond() - then.getEpochSecond()));
    }
}
