package io.tributary.backend.leadership;

import io.tributary.backend.problem.Refusal;
import io.tributary.protocol.error.ErrorCode;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** A server that does not lead says so, whatever it is asked; a browser looks again by itself. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class StandbyFilter implements WebFilter {
    private static final String RETRY_SECONDS = "2";
    private static final ClassPathResource PAGE = new ClassPathResource("static/layout/standby.html");

    private final Leadership leadership;

    StandbyFilter(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        if (leadership.leads() || path.startsWith("/actuator/") || path.startsWith("/layout/")) {
            return chain.filter(exchange);
        }
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return wantsPage(exchange.getRequest()) ? page(exchange.getResponse()) : problem(exchange);
    }

    private static boolean wantsPage(ServerHttpRequest request) {
        return request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
    }

    private static Mono<Void> page(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
        response.getHeaders().setContentType(MediaType.TEXT_HTML);
        return response.writeWith(DataBufferUtils.read(PAGE, response.bufferFactory(), 4096));
    }

    private Mono<Void> problem(ServerWebExchange exchange) {
        String leader = leadership.leader();
        return Refusal.write(
                exchange,
                ErrorCode.STANDBY,
                "This server is on standby and takes over when the one that leads fails"
                        + (leader.isEmpty() ? "." : "; " + leader + " led when it was last heard."));
    }
}
