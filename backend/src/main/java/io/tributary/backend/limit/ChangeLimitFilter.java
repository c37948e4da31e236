package io.tributary.backend.limit;

import io.tributary.backend.TributaryProperties;
import io.tributary.backend.problem.Refusal;
import io.tributary.backend.token.Site;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.error.ErrorCode;
import java.security.Principal;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Nobody who has logged in may change more than so much in a minute, whether by mistake or not. A worker is not counted: what
 * it sends was asked for.
 */
@Component
@Order(0)
class ChangeLimitFilter implements WebFilter {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final RateLimit limit;

    ChangeLimitFilter(TributaryProperties properties) {
        this.limit = new RateLimit(properties.access().changes(), Ticker.system());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (SAFE.contains(exchange.getRequest().getMethod())) {
            return chain.filter(exchange);
        }
        return exchange.getPrincipal()
                .filter(principal -> !isSite(principal))
                .map(principal -> limit.take(principal.getName()))
                .defaultIfEmpty(0L)
                .flatMap(seconds -> seconds == 0
                        ? chain.filter(exchange)
                        : Refusal.retryAfter(
                                exchange,
                                ErrorCode.TOO_MANY_REQUESTS,
                                "That were too many changes in a minute; try again in " + seconds + " s.",
                                seconds));
    }

    private static boolean isSite(Principal principal) {
        return principal instanceof Authentication authentication && authentication.getPrincipal() instanceof Site;
    }
}
