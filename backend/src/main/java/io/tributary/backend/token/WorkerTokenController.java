package io.tributary.backend.token;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.audit.AuditTarget;
import io.tributary.backend.token.WorkerTokens.Fresh;
import io.tributary.backend.token.WorkerTokens.WorkerToken;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** Workers' tokens over REST. */
@RestController
@RequestMapping("/api/v1/workers/tokens")
@Tag(name = "Worker tokens", description = "Let a worker at another site in, and shut it out")
class WorkerTokenController {
    private final WorkerTokens tokens;

    WorkerTokenController(WorkerTokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping
    @Operation(summary = "A token for a site's worker, with the command that uses it; the token is shown this once")
    ResponseEntity<NewWorkerToken> create(@RequestBody Wish wish, ServerWebExchange exchange) {
        Fresh fresh = tokens.create(TokenName.check(wish.name()));
        return answer(HttpStatus.CREATED, fresh, exchange);
    }

    /** @param name of the site */
    record Wish(@Nullable String name) {}

    @GetMapping
    @Operation(summary = "The tokens that open something, newest first, without their secrets")
    List<WorkerToken> list() {
        return tokens.list();
    }

    @PostMapping("/{id}/rotate")
    @Operation(summary = "Another secret for the same site; the old one opens nothing any more")
    ResponseEntity<NewWorkerToken> rotate(@PathVariable String id, ServerWebExchange exchange) {
        return answer(HttpStatus.OK, tokens.rotate(id), exchange);
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Shut the site's worker out, at once")
    ResponseEntity<Void> revoke(@PathVariable String id, ServerWebExchange exchange) {
        AuditTarget.set(exchange, tokens.revoke(id).name());
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<NewWorkerToken> answer(HttpStatus status, Fresh fresh, ServerWebExchange exchange) {
        WorkerToken token = fresh.token();
        AuditTarget.set(exchange, token.name());
        URI address = exchange.getRequest().getURI();
        String command = "./run worker --server " + address.getScheme() + "://" + address.getRawAuthority()
                + " --token " + fresh.secret() + " --data NAME=PATH";
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(new NewWorkerToken(token.id(), token.name(), fresh.secret(), command, token.createdAt()));
    }

    /**
     * A token in the only answer that tells its secret.
     *
     * @param command starts a worker at the site; NAME=PATH is to be replaced by the data set it offers
     */
    record NewWorkerToken(String id, String name, String token, String command, Instant createdAt) {}
}
