package io.tributary.backend.page;

import io.tributary.backend.account.Role;
import io.tributary.backend.login.LoginRule;
import java.security.Principal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page who looks at it. */
@ControllerAdvice(basePackageClasses = Visitors.class)
class Visitors {
    private final LoginRule rule;

    Visitors(LoginRule rule) {
        this.rule = rule;
    }

    @ModelAttribute("visitor")
    @Nullable
    Visitor visitor(@Nullable Principal someone) {
        if (someone instanceof Authentication authentication) {
            return Arrays.stream(Role.values())
                    .filter(role -> authentication.getAuthorities().containsAll(role.authorities()))
                    .findFirst()
                    .map(role -> new Visitor(authentication.getName(), role, true))
                    .orElse(null);
        }
        return rule.required() ? null : new Visitor("local", Role.ADMIN, false);
    }
}
