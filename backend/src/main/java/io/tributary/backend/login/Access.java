package io.tributary.backend.login;

import io.tributary.backend.account.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import reactor.core.publisher.Mono;

/** What may be done by whom: the first row that fits a request decides. A role may do what lesser roles may. */
final class Access {
    /** The authority of a worker's token. */
    static final String WORKER = "WORKER";

    private static final List<Row> TABLE = List.of(
            row(HttpMethod.GET, "/actuator/health", Who.EVERYONE),
            row(HttpMethod.GET, "/login", Who.EVERYONE),
            row(HttpMethod.POST, "/login", Who.EVERYONE),
            row(HttpMethod.GET, "/login/**", Who.EVERYONE),
            row(HttpMethod.GET, "/layout/**", Who.EVERYONE),
            row(null, "/api/v1/workers/link", Who.WORKERS),
            row(null, "/api/v1/artifacts/**", Who.WORKERS),
            row(null, "/admin/**", Who.ADMINS),
            row(null, "/api/v1/accounts/**", Who.ADMINS),
            row(null, "/api/v1/tokens/**", Who.ADMINS),
            row(null, "/api/v1/workers/tokens/**", Who.ADMINS),
            row(null, "/api/v1/audit/**", Who.ADMINS),
            row(null, "/api/v1/intents/exchanges", Who.ADMINS),
            row(HttpMethod.GET, "/tasks/new", Who.OPERATORS),
            row(HttpMethod.GET, "/studies/new", Who.OPERATORS),
            row(HttpMethod.GET, "/**", Who.VIEWERS),
            row(HttpMethod.HEAD, "/**", Who.VIEWERS),
            row(HttpMethod.OPTIONS, "/**", Who.VIEWERS),
            row(HttpMethod.POST, "/api/v1/plans", Who.VIEWERS),
            row(HttpMethod.POST, "/api/v1/plans/probes", Who.OPERATORS),
            row(HttpMethod.POST, "/api/v1/models/uploaded", Who.OPERATORS),
            row(HttpMethod.DELETE, "/api/v1/models/uploaded/*", Who.OPERATORS),
            row(HttpMethod.POST, "/api/v1/tasks/**", Who.OPERATORS),
            row(HttpMethod.DELETE, "/api/v1/tasks/**", Who.OPERATORS),
            row(HttpMethod.POST, "/api/v1/workers/{id}/drain", Who.OPERATORS),
            row(HttpMethod.POST, "/api/v1/intents/**", Who.OPERATORS),
            row(HttpMethod.POST, "/api/v1/studies/**", Who.OPERATORS),
            row(HttpMethod.DELETE, "/api/v1/studies/**", Who.OPERATORS),
            row(null, "/**", Who.ADMINS));

    private Access() {}

    private enum Who {
        EVERYONE,
        WORKERS,
        VIEWERS,
        OPERATORS,
        ADMINS;

        boolean includes(Authentication someone) {
            return switch (this) {
                case EVERYONE -> true;
                case WORKERS -> has(someone, WORKER);
                case VIEWERS -> atLeast(someone, Role.VIEWER);
                case OPERATORS -> atLeast(someone, Role.OPERATOR);
                case ADMINS -> atLeast(someone, Role.ADMIN);
            };
        }

        private static boolean atLeast(Authentication someone, Role least) {
            return List.of(Role.values()).stream().anyMatch(role -> role.covers(least) && has(someone, role.name()));
        }

        private static boolean has(Authentication someone, String authority) {
            return someone.getAuthorities().stream().anyMatch(granted -> authority.equals(granted.getAuthority()));
        }
    }

    private record Row(@Nullable HttpMethod method, String path, Who who) {}

    private static Row row(@Nullable HttpMethod method, String path, Who who) {
        return new Row(method, path, who);
    }

    /** @param open whether one who shows nothing may do what an administrator may; a worker's doors stay shut */
    static void apply(AuthorizeExchangeSpec requests, boolean open) {
        for (Row row : TABLE) {
            requests.pathMatchers(row.method(), row.path()).access(rule(row.who(), open));
        }
    }

    private static ReactiveAuthorizationManager<AuthorizationContext> rule(Who who, boolean open) {
        if (who == Who.EVERYONE) {
            return (someone, request) -> Mono.just(new AuthorizationDecision(true));
        }
        boolean stranger = open && who != Who.WORKERS;
        return (someone, request) ->
                someone.map(who::includes).defaultIfEmpty(stranger).map(AuthorizationDecision::new);
    }
}
