package io.tributary.backend.login;

import io.tributary.backend.account.Accounts;
import io.tributary.backend.account.Person;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.context.WebSessionServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Logins kept in web sessions, each good for as long as the account stays as it was. */
final class LiveSessions extends WebSessionServerSecurityContextRepository {
    private final Accounts accounts;

    LiveSessions(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        return super.load(exchange).publishOn(Schedulers.boundedElastic()).filter(this::stillThere);
    }

    private boolean stillThere(SecurityContext context) {
        Authentication login = context.getAuthentication();
        return login != null
                && login.getPrincipal() instanceof Person person
                && accounts.stillThere(person).isPresent();
    }
}
