package io.tributary.backend.page;

import io.tributary.backend.login.LoginAttempt;
import io.tributary.backend.login.LoginRule;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;

/** The page that asks who is there. */
@Controller
class LoginPages {
    private final LoginRule rule;

    LoginPages(LoginRule rule) {
        this.rule = rule;
    }

    @GetMapping("/login")
    Rendering login(@Nullable Principal someone, ServerWebExchange exchange) {
        LoginAttempt attempt = LoginAttempt.of(exchange);
        if (!rule.required() || (someone != null && attempt == null)) {
            return Rendering.view("redirect:/").build();
        }
        boolean out = exchange.getRequest().getQueryParams().containsKey("out");
        Rendering.Builder<?> page = Rendering.view("login/form").modelAttribute("out", out && attempt == null);
        return attempt == null
                ? page.build()
                : page.status(attempt.status())
                        .modelAttribute("attempt", attempt)
                        .build();
    }
}
