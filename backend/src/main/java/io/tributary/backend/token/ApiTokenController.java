package io.tributary.backend.token;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.account.Role;
import io.tributary.backend.audit.AuditTarget;
import io.tributary.backend.token.ApiTokens.ApiToken;
import io.tributary.backend.token.ApiTokens.Fresh;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.time.DateTimeException;
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

/** API tokens over REST. */
@RestController
@RequestMapping("/api/v1/tokens")
@Tag(name = "API tokens", description = "Let programs in with a role of their own: Authorization: Bearer TOKEN")
class ApiTokenController {
    private final ApiTokens tokens;

    ApiTokenController(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping
    @Operation(summary = "A token with a scope; it is shown this once")
    ResponseEntity<NewApiToken> create(@RequestBody Wish wish, ServerWebExchange exchange) {
        Fresh fresh = tokens.create(TokenName.check(wish.name()), Role.of("scope", wish.scope()), expiry(wish));
        ApiToken token = fresh.token();
        AuditTarget.set(exchange, token.name());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new NewApiToken(
                        token.id(), token.name(), token.scope(), fresh.secret(), token.createdAt(), token.expiresAt()));
    }

    /**
     * What is asked for.
     *
     * @param scope viewer, operator or admin
     * @param expiresAt an instant such as 2030-01-31T00:00:00Z; null: never
     */
    record Wish(
            @Nullable String name,
            @Nullable String scope,
            @Nullable String expiresAt) {}

    /** A token in the only answer that tells its secret. */
    record NewApiToken(
            String id,
            String name,
            Role scope,
            String token,
            Instant createdAt,
            @Nullable Instant expiresAt) {}

    @GetMapping
    @Operation(summary = "The tokens that were not revoked, newest first, without their secrets")
    List<ApiToken> list() {
        return tokens.list();
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Revoke a token, at once")
    ResponseEntity<Void> revoke(@PathVariable String id, ServerWebExchange exchange) {
        AuditTarget.set(exchange, tokens.revoke(id).name());
        return ResponseEntity.noContent().build();
    }

    private @Nullable Instant expiry(Wish wish) {
        String text = wish.expiresAt();
        if (text == null || text.isBlank()) {
            return null;
        }
        Instant at;
        try {
            at = Instant.parse(text);
        } catch (DateTimeException e) {
            throw refused("The expiry has to be an instant such as 2030-01-31T00:00:00Z.");
        }
        if (!at.isAfter(tokens.now())) {
            throw refused("The expiry is in the past; the token would open nothing.");
        }
        return at;
    }

    private static TributaryException refused(String message) {
        return TributaryException.ofField(ErrorCode.INVALID_SPEC, "expiresAt", message);
    }
}
