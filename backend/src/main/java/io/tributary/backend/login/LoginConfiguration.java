package io.tributary.backend.login;

import io.tributary.backend.account.Accounts;
import io.tributary.backend.account.FirstAdministrator;
import io.tributary.backend.audit.Audit;
import io.tributary.backend.audit.Deed;
import io.tributary.backend.audit.Origin;
import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerFormLoginAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerHttpBasicAuthenticationConverter;
import org.springframework.security.web.server.authentication.logout.DelegatingServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.RedirectServerLogoutSuccessHandler;
import org.springframework.security.web.server.authentication.logout.SecurityContextServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.WebSessionServerLogoutHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.security.web.server.savedrequest.CookieServerRequestCache;
import org.springframework.security.web.server.savedrequest.ServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The ways in: a token everywhere; where a login is asked for also HTTP Basic, for programs, and the form, for browsers. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {
    private static final String BEARER = "bearer ";

    private final LoginRule rule;
    private final FirstAdministrator administrator;

    LoginConfiguration(LoginRule rule, FirstAdministrator administrator) {
        this.rule = rule;
        this.administrator = administrator;
    }

    /** Once this server leads: of two that start together only one is to make the account. */
    @EventListener(ContextRefreshedEvent.class)
    void makeFirstAdministrator() {
        if (rule.required()) {
            administrator.ensure();
        }
    }

    @Bean
    SecurityWebFilterChain filters(ServerHttpSecurity http, Gate gate, Accounts accounts, Audit audit) {
        ServerRequestCache pages = new CookieServerRequestCache();
        Refusals refusals = new Refusals(pages, audit);
        // Cross-origin requests are refused for everyone, and headers set, by the web package.
        http.csrf(ServerHttpSecurity.CsrfSpec::disable).headers(ServerHttpSecurity.HeaderSpec::disable);
        http.formLogin(ServerHttpSecurity.FormLoginSpec::disable).httpBasic(ServerHttpSecurity.HttpBasicSpec::disable);
        http.requestCache(ServerHttpSecurity.RequestCacheSpec::disable);
        http.exceptionHandling(
                errors -> errors.authenticationEntryPoint(refusals::ask).accessDeniedHandler(refusals::forbid));
        http.authorizeExchange(requests -> Access.apply(requests, !rule.required()));
        http.addFilterAt(header(LoginConfiguration::bearer, gate, refusals::wrong), SecurityWebFiltersOrder.HTTP_BASIC);
        if (!rule.required()) {
            http.securityContextRepository(NoOpServerSecurityContextRepository.getInstance());
            return http.logout(ServerHttpSecurity.LogoutSpec::disable).build();
        }
        ServerSecurityContextRepository sessions = new LiveSessions(accounts);
        http.securityContextRepository(sessions);
        http.addFilterAt(
                header(new ServerHttpBasicAuthenticationConverter(), gate, refusals::wrong),
                SecurityWebFiltersOrder.HTTP_BASIC);
        http.addFilterAt(form(gate, sessions, pages, refusals, audit), SecurityWebFiltersOrder.FORM_LOGIN);
        return http.logout(logout -> logout(logout, sessions)).build();
    }

    /** A way in that holds for one request only. */
    private static AuthenticationWebFilter header(
            ServerAuthenticationConverter shown, Gate gate, ServerAuthenticationFailureHandler failure) {
        AuthenticationWebFilter filter = way(gate);
        filter.setServerAuthenticationConverter(shown);
        filter.setAuthenticationFailureHandler(failure);
        filter.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
        return filter;
    }

    private static AuthenticationWebFilter form(
            Gate gate,
            ServerSecurityContextRepository sessions,
            ServerRequestCache pages,
            Refusals refusals,
            Audit audit) {
        RedirectServerAuthenticationSuccessHandler redirect = new RedirectServerAuthenticationSuccessHandler("/");
        redirect.setRequestCache(pages);
        AuthenticationWebFilter filter = way(gate);
        filter.setRequiresAuthenticationMatcher(ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, "/login"));
        filter.setServerAuthenticationConverter(new ServerFormLoginAuthenticationConverter());
        filter.setAuthenticationFailureHandler(refusals::wrongForm);
        filter.setAuthenticationSuccessHandler((exchange, someone) -> note(audit, exchange, someone)
                .then(redirect.onAuthenticationSuccess(exchange, someone))
                .then(pages.removeMatchingRequest(exchange.getExchange()))
                .then());
        filter.setSecurityContextRepository(sessions);
        return filter;
    }

    private static AuthenticationWebFilter way(Gate gate) {
        return new AuthenticationWebFilter(
                (ServerWebExchange exchange) -> Mono.just(shown -> gate.admit(exchange, shown)));
    }

    private static Mono<Void> note(Audit audit, WebFilterExchange filter, Authentication someone) {
        return audit.note(
                new Deed(someone.getName(), Origin.of(filter.getExchange().getRequest()), "log in", "", "done"));
    }

    private static Mono<Authentication> bearer(ServerWebExchange exchange) {
        String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Mono.just(new BearerToken(header.substring(BEARER.length()).strip()))
                : Mono.empty();
    }

    private static void logout(ServerHttpSecurity.LogoutSpec logout, ServerSecurityContextRepository sessions) {
        SecurityContextServerLogoutHandler context = new SecurityContextServerLogoutHandler();
        context.setSecurityContextRepository(sessions);
        RedirectServerLogoutSuccessHandler after = new RedirectServerLogoutSuccessHandler();
        after.setLogoutSuccessUrl(URI.create("/login?out"));
        logout.logoutHandler(new DelegatingServerLogoutHandler(context, new WebSessionServerLogoutHandler()))
                .logoutSuccessHandler(after);
    }
}
