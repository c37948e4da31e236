package io.tributary.backend.audit;

import java.net.InetSocketAddress;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Where a request comes from. */
public final class Origin {
    private Origin() {}

    /** The address at the other end of the connection; a proxy's, where there is one. */
    public static String of(ServerHttpRequest request) {
        InetSocketAddress address = request.getRemoteAddress();
        return address == null || address.getAddress() == null
                ? "unknown"
                : address.getAddress().getHostAddress();
    }
}
