package io.tributary.orchestrator.selection;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.ClientState;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one client has fared in a task so far; only committed rounds count.
 *
 * @param seconds from dispatch to the full reply, in the last rounds that it completed, oldest first
 * @param lastLoss mean training loss when it last completed, finite; null where it never did
 * @param examples it trained on when it last completed, 0 where it never did
 * @param lastSelected the last round that asked it, 0 where none did
 * @param lastReceived the last round in which a model was sent to it, 0 where none was
 * @param selected rounds that asked it
 * @param completed rounds in which its update counted
 */
public record ClientPast(
        List<Double> seconds,
        @Nullable Double lastLoss,
        long examples,
        int lastSelected,
        int lastReceived,
        int selected,
        int completed) {
    /** Of a client that no round has asked yet. */
    public static final ClientPast NONE = new ClientPast(List.of(), null, 0, 0, 0, 0, 0);

    public ClientPast {
        seconds = List.copyOf(seconds);
    }

    /** @param window how many measurements are kept, at least 1 */
    ClientPast after(int round, ClientReport report, int window) {
        boolean complete = report.state() == ClientState.COMPLETED;
        boolean measured = complete && Double.isFinite(report.seconds());
        Double loss = report.loss();
        return new ClientPast(
                measured ? append(report.seconds(), window) : seconds,
                complete && loss != null && Double.isFinite(loss) ? loss : lastLoss,
                complete ? report.examples() : examples,
                round,
                report.bytesDown() > 0 ? round : lastReceived,
                selected + 1,
                completed + (complete ? 1 : 0));
    }

    private List<Double> append(double latest, int window) {
        return Stream.concat(seconds.stream().skip(Math.max(0, seconds.size() + 1 - window)), Stream.of(latest))
                .toList();
    }
}
