package io.tributary.backend.login;

import io.tributary.backend.TributaryProperties;
import io.tributary.backend.TributaryProperties.Login;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/** Whether a login is asked for: by the settings, else by the address the server listens on. */
@Component
public class LoginRule {
    private final boolean required;

    LoginRule(ServerProperties server, TributaryProperties properties) {
        this.required = required(properties.access().login(), server.getAddress());
    }

    /** Whether people have to log in. Workers always come with a token. */
    public boolean required() {
        return required;
    }

    static boolean required(Login login, @Nullable InetAddress address) {
        boolean loopback = address != null && address.isLoopbackAddress();
        if (login == Login.OFF && !loopback) {
            throw new IllegalStateException("The login is off (TRIBUTARY_LOGIN) and the server would listen on "
                    + (address == null ? "all addresses" : address.getHostAddress())
                    + ", where others can reach it. Set TRIBUTARY_LOGIN=auto, or TRIBUTARY_ADDRESS=127.0.0.1.");
        }
        return login == Login.REQUIRED || !loopback;
    }
}
