package io.tributary.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServersTest {
    private static final URI FIRST = URI.create("http://one");
    private static final URI SECOND = URI.create("http://two");

    @Test
    void triesEachInTurnAndBeginsAnew() {
        Servers servers = new Servers(List.of(FIRST, SECOND));
        assertThat(servers.current()).isEqualTo(FIRST);
        servers.next();
        assertThat(servers.current()).isEqualTo(SECOND);
        servers.next();
        assertThat(servers.current()).isEqualTo(FIRST);
    }
}
