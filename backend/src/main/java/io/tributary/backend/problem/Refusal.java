package io.tributary.backend.problem;

import io.tributary.protocol.error.ErrorCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Problem documents of filters, which answer before a handler is asked, so that no advice would write them. */
public final class Refusal {
    private Refusal() {}

    /** Answers with the code's status. */
    public static Mono<Void> write(ServerWebExchange exchange, ErrorCode code, String detail) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(code.httpStatus()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        HttpStatus known = HttpStatus.resolve(code.httpStatus());
        byte[] body = JsonMapper.shared()
                .writeValueAsBytes(new Problem(
                        known == null ? code.name() : known.getReasonPhrase(), code.httpStatus(), detail, code.name()));
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    /** As {@link #write}, and says after how many seconds another try makes sense. */
    public static Mono<Void> retryAfter(ServerWebExchange exchange, ErrorCode code, String detail, long seconds) {
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return write(exchange, code, detail);
    }

    private record Problem(String title, int status, String detail, String code) {}
}
