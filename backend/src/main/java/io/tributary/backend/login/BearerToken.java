package io.tributary.backend.login;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** What a program shows; its text never leaves this class by {@code toString}. */
final class BearerToken extends AbstractAuthenticationToken {
    private final String text;

    BearerToken(String text) {
        super(List.of());
        this.text = text;
    }

    @Override
    public String getCredentials() {
        return text;
    }

    @Override
    public String getPrincipal() {
        return "bearer";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
