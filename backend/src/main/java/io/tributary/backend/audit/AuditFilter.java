package io.tributary.backend.audit;

import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** Notes what changes something, once it is done and before the answer leaves. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class AuditFilter implements WebFilter {
    private static final List<Row> TABLE = List.of(
            row(HttpMethod.POST, "/api/v1/tasks", "create task"),
            row(HttpMethod.DELETE, "/api/v1/tasks/{id}", "delete task"),
            row(HttpMethod.POST, "/api/v1/tasks/{id}/pause", "pause task"),
            row(HttpMethod.POST, "/api/v1/tasks/{id}/resume", "resume task"),
            row(HttpMethod.POST, "/api/v1/tasks/{id}/cancel", "cancel task"),
            row(HttpMethod.POST, "/api/v1/studies", "create study"),
            row(HttpMethod.DELETE, "/api/v1/studies/{id}", "delete study"),
            row(HttpMethod.POST, "/api/v1/studies/{id}/pause", "pause study"),
            row(HttpMethod.POST, "/api/v1/studies/{id}/resume", "resume study"),
            row(HttpMethod.POST, "/api/v1/studies/{id}/cancel", "cancel study"),
            row(HttpMethod.POST, "/api/v1/studies/{id}/promote", "promote trial"),
            row(HttpMethod.POST, "/api/v1/workers/{id}/drain", "drain worker"),
            row(HttpMethod.POST, "/api/v1/workers/tokens", "create worker token"),
            row(HttpMethod.POST, "/api/v1/workers/tokens/{id}/rotate", "rotate worker token"),
            row(HttpMethod.DELETE, "/api/v1/workers/tokens/{id}", "revoke worker token"),
            row(HttpMethod.POST, "/api/v1/tokens", "create API token"),
            row(HttpMethod.DELETE, "/api/v1/tokens/{id}", "revoke API token"),
            row(HttpMethod.POST, "/api/v1/accounts", "create account"),
            row(HttpMethod.PATCH, "/api/v1/accounts/{id}", "change account"));

    private final Audit audit;

    AuditFilter(Audit audit) {
        this.audit = audit;
    }

    private record Row(HttpMethod method, PathPattern path, String what) {}

    private static Row row(HttpMethod method, String path, String what) {
        return new Row(method, PathPatternParser.defaultInstance.parse(path), what);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Row row = row(exchange.getRequest());
        if (row == null) {
            return chain.filter(exchange);
        }
        return exchange.getPrincipal()
                .map(Principal::getName)
                .defaultIfEmpty("local")
                .flatMap(who -> {
                    exchange.getResponse().beforeCommit(() -> note(exchange, row, who));
                    return chain.filter(exchange);
                });
    }

    private static @Nullable Row row(ServerHttpRequest request) {
        PathContainer path = request.getPath().pathWithinApplication();
        return TABLE.stream()
                .filter(row -> row.method().equals(request.getMethod())
                        && row.path().matches(path)
                        && !"true".equals(request.getQueryParams().getFirst("dryRun")))
                .findFirst()
                .orElse(null);
    }

    private Mono<Void> note(ServerWebExchange exchange, Row row, String who) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        String outcome = status != null && status.isError() ? "refused (" + status.value() + ")" : "done";
        return audit.note(new Deed(
                who,
                Origin.of(exchange.getRequest()),
                row.what(),
                AuditTarget.of(exchange, target(exchange, row)),
                outcome));
    }

    /** The id in the path, or that of what was created. */
    private static String target(ServerWebExchange exchange, Row row) {
        return Optional.ofNullable(row.path()
                        .matchAndExtract(exchange.getRequest().getPath().pathWithinApplication()))
                .map(match -> match.getUriVariables().get("id"))
                .or(() -> Optional.ofNullable(
                                exchange.getResponse().getHeaders().getLocation())
                        .map(URI::getPath)
                        .map(path -> path.substring(path.lastIndexOf('/') + 1)))
                .orElse("");
    }
}
