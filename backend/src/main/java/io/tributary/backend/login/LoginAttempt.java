package io.tributary.backend.login;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;

/**
 * A login that failed, for the page that asks again.
 *
 * @param name that was typed
 * @param message what to tell
 */
public record LoginAttempt(String name, String message, HttpStatus status) {
    private static final String ATTRIBUTE = LoginAttempt.class.getName();

    /** The one this request has made, or null. */
    public static @Nullable LoginAttempt of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    void put(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
