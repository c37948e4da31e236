package io.tributary.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that die while a site works, and ask again. */
class WorkInHandTest {
    private final WorkInHand inHand = new WorkInHand();

    private static Assignment lease(String id, String task) {
        return new Assignment(id, 1, task, TaskSpec.defaults(), new Work.Describe());
    }

    private boolean begin(Assignment lease) {
        return inHand.begin(WorkKey.of(lease), lease);
    }

    @Test
    void isDoneOnceForAllWhoAskedForIt() {
        Assignment first = lease("a-1", "t1");
        Assignment second = lease("b-1", "t1");
        Assignment other = lease("b-2", "t2");
        assertThat(begin(first)).isTrue();
        assertThat(begin(second)).isFalse();
        assertThat(begin(other)).isTrue();
        assertThat(inHand.latest("a-1")).contains(second);

        assertThat(inHand.done("a-1")).contains(new WorkInHand.Done(WorkKey.of(first), List.of(first, second)));
        assertThat(inHand.done("a-1")).isEmpty();
        assertThat(inHand.latest("b-2")).contains(other);
    }

    @Test
    void stopsWhatNobodyAsksForAnyMore() {
        begin(lease("a-1", "t1"));
        begin(lease("b-1", "t1"));
        assertThat(inHand.cancel("a-1")).isEmpty();
        assertThat(inHand.cancel("b-1")).as("as the slots know it").contains("a-1");
        assertThat(begin(lease("c-1", "t1"))).as("anew").isTrue();
    }

    /** The server that asked first was killed; the one after it refused its weights to whom it had not asked yet, and asked then. */
    @Test
    void beginsAnewForWhoAskedWhileItFailedForAnother() {
        Assignment dead = lease("a-1", "t1");
        Assignment alive = lease("b-1", "t1");
        begin(dead);
        begin(alive);

        WorkInHand.Failure failure = inHand.failed("a-1");
        assertThat(failure.told()).containsExactly(dead);
        assertThat(failure.again()).isEqualTo(alive);

        WorkInHand.Failure once = inHand.failed("b-1");
        assertThat(once.told()).as("a failure of its own").containsExactly(alive);
        assertThat(once.again()).isNull();
        assertThat(inHand.failed("b-1").told()).isEmpty();
    }

    @Test
    void tellsTheFailureToWhomTheWorkWasBegunForWhenItAskedTwice() {
        Assignment lease = lease("a-1", "t1");
        begin(lease);
        begin(lease);
        assertThat(inHand.failed("a-1").told()).containsExactly(lease);
        assertThat(inHand.failed("a-1").again()).isNull();
    }
}
