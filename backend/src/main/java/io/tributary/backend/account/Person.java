package io.tributary.backend.account;

import java.io.Serializable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Someone who has logged in.
 *
 * @param version of the account at that time; once it has changed, the login is over
 */
public record Person(String name, Role role, int version) implements AuthenticatedPrincipal, Serializable {
    @Override
    public String getName() {
        return name;
    }
}
