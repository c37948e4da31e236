package io.tributary.backend.login;

import io.tributary.backend.TributaryProperties;
import java.io.IOException;
import java.net.InetAddress;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UserDetailsRepositoryReactiveAuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Decides by the address the server listens on. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

    @Bean
    SecurityWebFilterChain filters(ServerHttpSecurity http, ServerProperties server, TributaryProperties properties)
            throws IOException {
        // Cross-origin requests are refused for everyone, and headers set, by the web package.
        http.csrf(ServerHttpSecurity.CsrfSpec::disable).headers(ServerHttpSecurity.HeaderSpec::disable);
        http.formLogin(ServerHttpSecurity.FormLoginSpec::disable).logout(ServerHttpSecurity.LogoutSpec::disable);
        InetAddress address = server.getAddress();
        if (address != null && address.isLoopbackAddress()) {
            return http.httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                    .authorizeExchange(requests -> requests.anyExchange().permitAll())
                    .build();
        }
        return http.httpBasic(Customizer.withDefaults())
                .authenticationManager(administrator(properties))
                .authorizeExchange(requests -> requests.pathMatchers("/actuator/health")
                        .permitAll()
                        .anyExchange()
                        .authenticated())
                .build();
    }

    private static ReactiveAuthenticationManager administrator(TributaryProperties properties) throws IOException {
        AdminPassword password = new AdminPassword(properties.data().resolve("admin-password"));
        var manager = new UserDetailsRepositoryReactiveAuthenticationManager(
                new MapReactiveUserDetailsService(User.withUsername(AdminPassword.USER)
                        .password(password.hash())
                        .roles("ADMIN")
                        .build()));
        manager.setPasswordEncoder(password);
        return manager;
    }
}
