package io.tributary.backend.web;

import io.tributary.backend.login.LoginRule;
import io.tributary.backend.problem.Refusal;
import io.tributary.protocol.error.ErrorCode;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Where no login is asked for, only this machine's own names are answered to. A page from elsewhere whose name was made to
 * point at 127.0.0.1 (DNS rebinding) would be of the same origin otherwise, and could do everything.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class HostFilter implements WebFilter {
    private static final Pattern OWN =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final LoginRule rule;

    HostFilter(LoginRule rule) {
        this.rule = rule;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String host = exchange.getRequest().getHeaders().getFirst(HttpHeaders.HOST);
        if (rule.required() || (host != null && OWN.matcher(host).matches())) {
            return chain.filter(exchange);
        }
        return Refusal.write(
                exchange,
                ErrorCode.WRONG_HOST,
                "Without a login this server answers to localhost, 127.0.0.1 and [::1] only. Behind a proxy set TRIBUTARY_LOGIN=required.");
    }
}
