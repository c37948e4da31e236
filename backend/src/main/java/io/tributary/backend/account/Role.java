package io.tributary.backend.account;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What someone may do; each may do what those before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Creates, pauses, resumes, cancels and deletes tasks, and drains workers. */
    OPERATOR,
    /** Says who comes in: accounts, tokens, and the audit log. */
    ADMIN;

    /** In lower case, as the API writes it. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that id.
     *
     * @param field to blame
     * @throws TributaryException INVALID_SPEC where there is none
     */
    public static Role of(String field, @Nullable String id) {
        return Arrays.stream(values())
                .filter(role -> role.id().equals(id))
                .findFirst()
                .orElseThrow(() -> TributaryException.ofField(
                        ErrorCode.INVALID_SPEC,
                        field,
                        "The " + field + " has to be one of "
                                + Arrays.stream(values()).map(Role::id).collect(Collectors.joining(", ")) + "."));
    }

    /** As the security context carries it. */
    public List<GrantedAuthority> authorities() {
        return List.of(new SimpleGrantedAuthority(name()));
    }

    /** Whether it may do what the other may. */
    public boolean covers(Role other) {
        return compareTo(other) >= 0;
    }
}
