package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.orchestrator.dispatch.Answer;
import io.tributary.orchestrator.dispatch.Lease;
import io.tributary.orchestrator.dispatch.Order;
import io.tributary.orchestrator.dispatch.SlotPool;
import io.tributary.orchestrator.dispatch.WorkerLink;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.data.Column;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.message.Result;
import io.tributary.protocol.message.ServerMessage;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.message.WorkerMessage;
import io.tributary.protocol.task.TaskSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Links that break, workers that come back, and work that only one site may do. */
class SlotPoolTest {
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Sha256 UPDATE = new Sha256("b".repeat(64));
    private static final Result DONE = new Result.Trained(UPDATE, 10, 0.5, 1, 0, null);

    private final ManualTicker ticker = new ManualTicker();
    private final List<Sha256> discarded = new ArrayList<>();
    private final SlotPool pool = new SlotPool(Clock.systemUTC(), ticker, GRACE, discarded::add);
    private final BlockingQueue<Answer> inbox = new LinkedBlockingQueue<>();

    @Test
    void aWorkerThatComesBackIsToldAgainWhatItHasAndItsAnswerCounts() {
        Wire first = connect("north", "i");
        order("north");
        assertThat(inbox.poll()).isInstanceOf(Answer.Started.class);
        String lease = first.assigned(0);
        pool.interrupted("north", first);
        ticker.advance(GRACE.minusSeconds(1));
        pool.expire();

        Wire second = connect("north", "i");

        assertThat(second.assigned(0)).isEqualTo(lease);
        pool.received("north", new WorkerMessage.Done(lease, 1, DONE), 7);
        assertThat(inbox.poll()).isInstanceOf(Answer.Finished.class);
        assertThat(inbox).isEmpty();
    }

    @Test
    void aRepeatedAnswerIsRefusedAndItsArtifactGivenUp() {
        Wire wire = connect("north", "i");
        order("north");
        WorkerMessage done = new WorkerMessage.Done(wire.assigned(0), 1, DONE);
        pool.received("north", done, 7);
        inbox.clear();

        pool.received("north", done, 7);

        assertThat(inbox).isEmpty();
        assertThat(discarded).containsExactly(UPDATE);
    }

    @Test
    void aRepeatedAnswerOverALineDoesNotTakeTheArtifactThatCounts() {
        Wire wire = connectByLine();
        order("north");
        WorkerMessage done = new WorkerMessage.Done(wire.assigned(0), 1, DONE);
        pool.received("north", done, 7);
        pool.received("north", done, 7);
        pool.expire();

        assertThat(discarded).isEmpty();
    }

    @Test
    void theArtifactOfALateAnswerOverALineGoesWhenTheNextOneCannotNeedIt() {
        Wire wire = connectByLine();
        Lease first = order("north");
        pool.cancel(first);
        order("north");
        pool.received("north", new WorkerMessage.Done(first.assignment().id(), 1, DONE), 7);
        pool.expire();
        assertThat(discarded).isEmpty();

        Lease second = ((Answer.Started) inbox.stream().reduce((a, b) -> b).orElseThrow()).lease();
        pool.cancel(second);
        pool.expire();
        assertThat(discarded).containsExactly(UPDATE);
        assertThat(wire.messages).hasSize(4);
    }

    @Test
    void nobodyWaitsForAWorkerThatMayNotComeBack() {
        connect("north", "i");
        pool.expelled("north", "The token of its site was revoked.");
        Lease lease = order("north");
        pool.expire();
        assertThat(inbox).containsExactly(new Answer.Lost(lease, "Its site is not connected."));

        connect("north", "i");
        inbox.clear();
        order("north");
        assertThat(inbox.poll()).isInstanceOf(Answer.Started.class);
    }

    @Test
    void aWorkerThatStaysAwayLosesItsWork() {
        Wire wire = connect("north", "i");
        order("north");
        inbox.clear();
        pool.interrupted("north", wire);
        assertThat(pool.connected("north")).isFalse();

        ticker.advance(GRACE);
        pool.expire();

        assertThat(inbox.poll())
                .isInstanceOfSatisfying(
                        Answer.Lost.class, lost -> assertThat(lost.reason()).contains("away for 60 s"));
        assertThat(pool.workers()).isEmpty();
    }

    @Test
    void theEndOfAnOldLinkDoesNotDisturbTheNewOne() {
        Wire old = connect("north", "i");
        connect("north", "i");

        pool.interrupted("north", old);

        assertThat(pool.connected("north")).isTrue();
    }

    @Test
    void twoProcessesCannotShareAnIdentity() {
        connect("north", "one");

        assertThatThrownBy(() -> connect("north", "two"))
                .isInstanceOf(TributaryException.class)
                .hasMessageContaining("connected already");
        assertThat(pool.connected("north")).isTrue();
    }

    @Test
    void workOfOneSiteWaitsForItAndIsLostWhereItNeverComes() {
        Wire south = connect("south", "i");
        order("north");
        assertThat(south.messages).isEmpty();

        ticker.advance(GRACE);
        pool.expire();

        assertThat(inbox.poll()).isInstanceOf(Answer.Lost.class);
    }

    @Test
    void sitesWithOtherColumnsAreNamedAndNotJoined() {
        pool.connected("a", hello("a", "i", "age"), new Wire());
        pool.connected("b", hello("b", "i", "weight"), new Wire());

        assertThat(pool.datasets()).isEmpty();
        assertThat(pool.holdings().problems().get("heart")).contains("site b has no column age");
    }

    private Wire connect(String id, String instance) {
        Wire wire = new Wire();
        pool.connected(id, hello(id, instance, "age"), wire);
        return wire;
    }

    private Wire connectByLine() {
        Wire wire = new Wire();
        wire.shares = false;
        pool.connected("north", hello("north", "i", "age"), wire);
        return wire;
    }

    private Lease order(@Nullable String worker) {
        TaskSpec spec = JsonMapper.shared().readValue("{\"dataset\": \"heart\"}", TaskSpec.class);
        Work work = new Work.Train(1, 0, new Sha256("a".repeat(64)), null);
        return pool.lease(new Order("task", spec, work, worker, null), inbox);
    }

    private static WorkerMessage.Hello hello(String name, String instance, String column) {
        DatasetInfo heart = new DatasetInfo(
                "heart",
                "Heart",
                "d",
                new DataShape(1, 1, 1, 2),
                List.of("no", "yes"),
                10,
                2,
                0,
                1,
                List.of(new Column(column, Column.Kind.NUMERIC, List.of())),
                true);
        return new WorkerMessage.Hello(
                WorkerMessage.PROTOCOL_VERSION,
                name,
                1,
                "cpu",
                "e",
                List.of(heart),
                List.of("sgd"),
                Compressors.ids(),
                instance);
    }

    /** Remembers what is sent. Compared by identity. */
    private static final class Wire implements WorkerLink {
        private final List<ServerMessage> messages = new ArrayList<>();
        private boolean shares = true;

        @Override
        public boolean sharesStore() {
            return shares;
        }

        @Override
        public long send(ServerMessage message) {
            messages.add(message);
            return 1;
        }

        String assigned(int index) {
            return ((ServerMessage.Assign) messages.get(index)).assignment().id();
        }
    }
}
