package io.tributary.backend.login;

import io.tributary.backend.audit.Audit;
import io.tributary.backend.audit.Deed;
import io.tributary.backend.audit.Origin;
import io.tributary.backend.problem.Refusal;
import io.tributary.protocol.error.ErrorCode;
import java.net.URI;
import java.security.Principal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.DefaultServerRedirectStrategy;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.savedrequest.ServerRequestCache;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How those are answered who may not: a browser's reader with a page, a program with a problem document. */
final class Refusals {
    private static final URI LOGIN = URI.create("/login");

    private final ServerRequestCache pages;
    private final Audit audit;

    /** @param pages remembers where to go after the login */
    Refusals(ServerRequestCache pages, Audit audit) {
        this.pages = pages;
        this.audit = audit;
    }

    /** Nobody has logged in. */
    Mono<Void> ask(ServerWebExchange exchange, AuthenticationException unused) {
        ServerHttpRequest request = exchange.getRequest();
        if (HttpMethod.GET.equals(request.getMethod()) && wantsPage(request)) {
            return pages.saveRequest(exchange).then(new DefaultServerRedirectStrategy().sendRedirect(exchange, LOGIN));
        }
        return unauthorized(exchange, "Log in first: with name and password, or with a token.");
    }

    /** A header held a wrong password or a token that opens nothing. */
    Mono<Void> wrong(WebFilterExchange filter, AuthenticationException reason) {
        ServerWebExchange exchange = filter.getExchange();
        String message = String.valueOf(reason.getMessage());
        return reason instanceof TooManyAttempts many
                ? Refusal.retryAfter(exchange, ErrorCode.TOO_MANY_REQUESTS, message, many.seconds())
                : unauthorized(exchange, message);
    }

    /** The form held a wrong name or password: the page comes again, with the name as it was typed. */
    Mono<Void> wrongForm(WebFilterExchange filter, AuthenticationException reason) {
        ServerWebExchange exchange = filter.getExchange();
        boolean many = reason instanceof TooManyAttempts;
        if (reason instanceof TooManyAttempts attempts) {
            exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(attempts.seconds()));
        }
        return exchange.getFormData().flatMap(form -> {
            String name = form.getFirst("username");
            new LoginAttempt(
                            name == null ? "" : name,
                            many ? String.valueOf(reason.getMessage()) : "Name and password do not belong together.",
                            many ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNAUTHORIZED)
                    .put(exchange);
            return filter.getChain().filter(asGet(exchange));
        });
    }

    private static ServerWebExchange asGet(ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.method(HttpMethod.GET))
                .build();
    }

    /** Someone is known, and may not do that. */
    Mono<Void> forbid(ServerWebExchange exchange, Exception unused) {
        ServerHttpRequest request = exchange.getRequest();
        String what = request.getMethod().name() + " " + request.getPath().value();
        return exchange.getPrincipal()
                .map(Principal::getName)
                .defaultIfEmpty("unknown")
                .flatMap(who ->
                        audit.note(new Deed(who, Origin.of(request), "ask without right", what, "refused (403)")))
                .then(Refusal.write(
                        exchange,
                        ErrorCode.FORBIDDEN,
                        "Your role does not allow that; an administrator can give you another one."));
    }

    /** Without a hint at HTTP Basic for the scripts of pages, or the browser would ask in a window of its own. */
    private static Mono<Void> unauthorized(ServerWebExchange exchange, String detail) {
        HttpHeaders asked = exchange.getRequest().getHeaders();
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.add(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Tributary\"");
        if (!asked.containsHeader("Sec-Fetch-Mode")) {
            headers.add(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Tributary\", charset=\"UTF-8\"");
        }
        return Refusal.write(exchange, ErrorCode.UNAUTHORIZED, detail);
    }

    private static boolean wantsPage(ServerHttpRequest request) {
        return !request.getPath().value().startsWith("/api/")
                && request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
    }
}
