package io.tributary.backend.page;

import io.tributary.backend.account.Accounts;
import io.tributary.backend.account.Role;
import io.tributary.backend.audit.Audit;
import io.tributary.backend.audit.AuditEntry;
import io.tributary.backend.login.LoginRule;
import io.tributary.backend.token.ApiTokens;
import io.tributary.backend.token.ApiTokens.ApiToken;
import io.tributary.backend.token.WorkerTokens;
import io.tributary.backend.token.WorkerTokens.WorkerToken;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of who comes in: accounts, tokens, and the audit log. */
@Controller
class AdminPages {
    private static final int LINES = 25;
    private static final int LAST_PAGE = 1_000_000;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Accounts accounts;
    private final ApiTokens apiTokens;
    private final WorkerTokens workerTokens;
    private final Audit audit;
    private final LoginRule rule;
    private final Clock clock;

    AdminPages(
            Accounts accounts,
            ApiTokens apiTokens,
            WorkerTokens workerTokens,
            Audit audit,
            LoginRule rule,
            Clock clock) {
        this.accounts = accounts;
        this.apiTokens = apiTokens;
        this.workerTokens = workerTokens;
        this.audit = audit;
        this.rule = rule;
        this.clock = clock;
    }

    @GetMapping("/admin")
    String admin(@RequestParam(defaultValue = "0") int page, Model model) {
        int number = Math.max(0, Math.min(page, LAST_PAGE));
        model.addAttribute("login", rule.required());
        model.addAttribute("roles", Arrays.stream(Role.values()).map(Role::id).toList());
        model.addAttribute(
                "accounts",
                accounts.list().stream()
                        .map(account ->
                                new AccountRow(account.name(), account.role().id(), account.disabled()))
                        .toList());
        model.addAttribute("sites", workerTokens.list().stream().map(this::row).toList());
        model.addAttribute("tokens", apiTokens.list().stream().map(this::row).toList());
        Page<AuditRow> lines = audit.page(number, LINES).map(AuditRow::of);
        model.addAttribute("audit", lines);
        return "admin/access";
    }

    private TokenRow row(WorkerToken token) {
        return new TokenRow(
                token.id(),
                token.name(),
                "worker",
                DAY.format(token.createdAt()),
                "never",
                used(token.lastUsedAt()),
                false);
    }

    private TokenRow row(ApiToken token) {
        Instant expires = token.expiresAt();
        return new TokenRow(
                token.id(),
                token.name(),
                token.scope().id(),
                DAY.format(token.createdAt()),
                expires == null ? "never" : DAY.format(expires),
                used(token.lastUsedAt()),
                expires != null && !expires.isAfter(clock.instant()));
    }

    private String used(@Nullable Instant at) {
        return at == null ? "never" : Figures.ago(at, clock.instant());
    }

    record AccountRow(String name, String role, boolean disabled) {}

    /** @param expired whether it opens nothing any more, though nobody revoked it */
    record TokenRow(
            String id, String name, String scope, String created, String expires, String used, boolean expired) {}

    record AuditRow(String at, String who, String address, String what, String target, String outcome) {
        static AuditRow of(AuditEntry entry) {
            return new AuditRow(
                    SECOND.format(entry.at()),
                    entry.who(),
                    entry.address(),
                    entry.what(),
                    entry.target(),
                    entry.outcome());
        }
    }
}
