package io.tributary.backend.audit;

import org.springframework.web.server.ServerWebExchange;

/** What a request was done to, where its path does not tell enough. */
public final class AuditTarget {
    private static final String ATTRIBUTE = AuditTarget.class.getName();

    private AuditTarget() {}

    /** Says so; never with a secret. */
    public static void set(ServerWebExchange exchange, String target) {
        exchange.getAttributes().put(ATTRIBUTE, target);
    }

    static String of(ServerWebExchange exchange, String otherwise) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, otherwise);
    }
}
