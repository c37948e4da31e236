package io.tributary.backend.token;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who a worker's token stands for: the principal of its requests.
 *
 * @param id of the token's row, the same after a rotation
 * @param name given by whoever made the token
 */
public record Site(String id, String name) implements AuthenticatedPrincipal {
    @Override
    public String getName() {
        return "worker " + name;
    }
}
