package io.tributary.backend.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.audit.AuditTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** Accounts over REST. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "Accounts", description = "The people who may log in")
class AccountController {
    private final Accounts accounts;

    AccountController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    @Operation(summary = "All accounts, by name")
    List<Account> list() {
        return accounts.list();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Let someone in as viewer, operator or admin")
    Account create(@RequestBody Wish wish, ServerWebExchange exchange) {
        Account account = accounts.create(wish.name(), wish.password(), Role.of("role", wish.role()));
        AuditTarget.set(exchange, account.name() + " as " + account.role().id());
        return account;
    }

    /** @param role viewer, operator or admin */
    record Wish(
            @Nullable String name,
            @Nullable String password,
            @Nullable String role) {}

    @PatchMapping("/{name}")
    @Operation(summary = "Change role, password or disabled; what is left out stays. Logins of the account end")
    Account change(@PathVariable String name, @RequestBody Change change, ServerWebExchange exchange) {
        Role role = change.role() == null ? null : Role.of("role", change.role());
        Account account = accounts.change(name, role, change.disabled(), change.password());
        AuditTarget.set(exchange, account.name() + change.told());
        return account;
    }

    /** @param role viewer, operator or admin */
    record Change(
            @Nullable String role,
            @Nullable Boolean disabled,
            @Nullable String password) {
        /** What changes, for the audit log. */
        String told() {
            return (role == null ? "" : ", role " + role)
                    + (disabled == null ? "" : disabled ? ", disabled" : ", enabled")
                    + (password == null ? "" : ", new password");
        }
    }
}
