package io.tributary.worker.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.secure.Session;
import org.junit.jupiter.api.Test;

class MaskedClientsTest {
    private static final Session FIRST = new Session("task", 1, "a");

    private final MaskedClients clients = new MaskedClients();

    @Test
    void keysAreMadeOnceAndGoWithTheRound() {
        MaskedClient client = clients.begin(FIRST, 3);
        assertThat(clients.get(FIRST, 3)).isSameAs(client);
        assertThatThrownBy(() -> clients.begin(FIRST, 3)).hasMessageContaining("makes them once");
        clients.end(FIRST, 3);
        assertThatThrownBy(() -> clients.get(FIRST, 3)).hasMessageContaining("are gone");
    }

    @Test
    void anotherAttemptForgetsTheOneBeforeAndOtherTasksStay() {
        clients.begin(FIRST, 3);
        clients.begin(new Session("other", 1, "a"), 3);
        Session again = new Session("task", 1, "b");
        assertThat(clients.begin(again, 4).peer().client()).isEqualTo(4);
        assertThatThrownBy(() -> clients.get(FIRST, 3)).hasMessageContaining("are gone");
        assertThatThrownBy(() -> clients.get(again, 3)).hasMessageContaining("are gone");
        assertThat(clients.get(new Session("other", 1, "a"), 3)).isNotNull();
    }

    @Test
    void tasksThatNeverSayTheyEndedDoNotPileUp() {
        for (int task = 0; task < 200; task++) {
            clients.begin(new Session("task" + task, 1, "a"), 0);
        }
        assertThatThrownBy(() -> clients.get(new Session("task0", 1, "a"), 0)).hasMessageContaining("are gone");
        assertThat(clients.get(new Session("task199", 1, "a"), 0)).isNotNull();
    }
}
