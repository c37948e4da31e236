package io.tributary.backend.login;

import io.tributary.backend.TributaryProperties;
import io.tributary.backend.account.Accounts;
import io.tributary.backend.account.Person;
import io.tributary.backend.audit.Audit;
import io.tributary.backend.audit.Deed;
import io.tributary.backend.audit.Origin;
import io.tributary.backend.limit.RateLimit;
import io.tributary.backend.token.ApiTokens;
import io.tributary.backend.token.Site;
import io.tributary.backend.token.WorkerTokens;
import io.tributary.orchestrator.time.Ticker;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Looks at what someone shows: name and password, or a token. An attempt is paid for before it is looked at and paid back when
 * it was right, so that many at once cannot slip through; the audit log has every failure.
 */
@Component
class Gate {
    private final Accounts accounts;
    private final ApiTokens apiTokens;
    private final WorkerTokens workerTokens;
    private final Audit audit;
    private final RateLimit attempts;

    Gate(
            Accounts accounts,
            ApiTokens apiTokens,
            WorkerTokens workerTokens,
            Audit audit,
            TributaryProperties properties) {
        this.accounts = accounts;
        this.apiTokens = apiTokens;
        this.workerTokens = workerTokens;
        this.audit = audit;
        this.attempts = new RateLimit(properties.access().attempts(), Ticker.system());
    }

    /** Who it is. @return an error of {@link TooManyAttempts} or {@link BadCredentialsException} for nobody */
    Mono<Authentication> admit(ServerWebExchange exchange, Authentication shown) {
        String address = Origin.of(exchange.getRequest());
        return Mono.fromCallable(() -> find(address, shown))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorResume(
                        BadCredentialsException.class,
                        wrong -> Mono.fromCallable(() -> failure(address, shown))
                                .subscribeOn(Schedulers.boundedElastic())
                                .flatMap(audit::note)
                                .then(Mono.error(wrong)));
    }

    private Authentication find(String address, Authentication shown) {
        String network = Network.of(address);
        long seconds = attempts.take(network);
        if (seconds > 0) {
            throw new TooManyAttempts(seconds);
        }
        Optional<Authentication> found = look(network, shown);
        if (found.isEmpty()) {
            // Says neither which of the two was wrong nor whether there is such an account.
            throw new BadCredentialsException("Name and password do not belong together, or the token opens nothing.");
        }
        attempts.giveBack(network);
        return found.get();
    }

    /** Where it cannot be looked at, as while the database is away, it was no wrong attempt. */
    private Optional<Authentication> look(String network, Authentication shown) {
        try {
            return shown instanceof BearerToken token ? bearer(token.getCredentials()) : person(shown);
        } catch (RuntimeException e) {
            attempts.giveBack(network);
            throw e;
        }
    }

    private Optional<Authentication> bearer(String secret) {
        if (secret.startsWith(WorkerTokens.PREFIX)) {
            return workerTokens.authenticate(secret).map(Gate::worker);
        }
        return apiTokens.authenticate(secret).map(Gate::program);
    }

    private Optional<Authentication> person(Authentication shown) {
        return accounts.authenticate(shown.getName(), String.valueOf(shown.getCredentials()))
                .map(Gate::person);
    }

    private static Authentication worker(Site site) {
        return UsernamePasswordAuthenticationToken.authenticated(
                site, null, List.of(new SimpleGrantedAuthority(Access.WORKER)));
    }

    private static Authentication program(ApiTokens.ApiToken token) {
        AuthenticatedPrincipal principal = () -> "token " + token.name();
        return UsernamePasswordAuthenticationToken.authenticated(
                principal, null, token.scope().authorities());
    }

    static Authentication person(Person person) {
        return UsernamePasswordAuthenticationToken.authenticated(
                person, null, person.role().authorities());
    }

    /** A name that is nobody's may be a password in the wrong field, so it is not told. */
    private Deed failure(String address, Authentication shown) {
        if (shown instanceof BearerToken) {
            return new Deed("unknown", address, "use token", "", "refused (401)");
        }
        String who = accounts.exists(shown.getName()) ? shown.getName() : "unknown";
        return new Deed(who, address, "log in", "", "refused (401)");
    }
}
