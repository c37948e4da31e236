package io.tributary.backend.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells where the pages are, once they are there. */
@Component
class Greeting {
    private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);

    private final OwnAddress address;

    Greeting(OwnAddress address) {
        this.address = address;
    }

    @EventListener(ApplicationReadyEvent.class)
    void greet() {
        LOG.info("Tributary is at {}", address.url("localhost"));
        if (!address.encrypted() && !address.loopback()) {
            LOG.warn(
                    "NOT ENCRYPTED: this server can be reached from other machines, and passwords, tokens and models travel in "
                            + "plain text. Set TRIBUTARY_TLS_CERTIFICATE and TRIBUTARY_TLS_KEY, or put a proxy with TLS before it.");
        }
    }
}
