package io.tributary.backend.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where this server listens, once it does. */
@Component
public class OwnAddress {
    private final ServerProperties server;
    private final Environment environment;

    OwnAddress(ServerProperties server, Environment environment) {
        this.server = server;
        this.environment = environment;
    }

    /** An address for others; a server that listens on all of its addresses is found by the machine's name. */
    public String url() {
        return url(ownName());
    }

    /** @param everywhere host to name where the server listens on all addresses */
    String url(String everywhere) {
        InetAddress address = server.getAddress();
        String host = address == null || address.isAnyLocalAddress() ? everywhere : address.getHostAddress();
        return (encrypted() ? "https" : "http") + "://" + host + ":" + environment.getProperty("local.server.port");
    }

    boolean encrypted() {
        return server.getSsl() != null && server.getSsl().isEnabled();
    }

    boolean loopback() {
        InetAddress address = server.getAddress();
        return address != null && address.isLoopbackAddress();
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
