package io.tributary.backend.web;

import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells where the pages are, once they are there. */
@Component
class Greeting {
    private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);

    private final ServerProperties server;
    private final Environment environment;

    Greeting(ServerProperties server, Environment environment) {
        this.server = server;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void greet() {
        InetAddress address = server.getAddress();
        String host = address == null || address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
        boolean encrypted = server.getSsl() != null && server.getSsl().isEnabled();
        String scheme = encrypted ? "https" : "http";
        LOG.info("Tributary is at {}://{}:{}", scheme, host, environment.getProperty("local.server.port"));
        if (!encrypted && (address == null || !address.isLoopbackAddress())) {
            LOG.warn(
                    "NOT ENCRYPTED: this server can be reached from other machines, and passwords, tokens and models travel in "
                            + "plain text. Set TRIBUTARY_TLS_CERTIFICATE and TRIBUTARY_TLS_KEY, or put a proxy with TLS before it.");
        }
    }
}
