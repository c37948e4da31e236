package io.tributary.backend.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.backend.TributaryProperties.Login;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class LoginRuleTest {
    @Test
    void asksOnAnyAddressButLoopbackUnlessToldToAskThereToo() throws UnknownHostException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertThat(LoginRule.required(Login.AUTO, loopback)).isFalse();
        assertThat(LoginRule.required(Login.OFF, loopback)).isFalse();
        assertThat(LoginRule.required(Login.REQUIRED, loopback)).isTrue();
        assertThat(LoginRule.required(Login.AUTO, InetAddress.getByName("0.0.0.0")))
                .isTrue();
        assertThat(LoginRule.required(Login.AUTO, InetAddress.getByName("192.168.1.2")))
                .isTrue();
        assertThat(LoginRule.required(Login.AUTO, null)).isTrue();
    }

    @Test
    void refusesToStartOpenWhereOthersCanReachIt() throws UnknownHostException {
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");
        assertThatThrownBy(() -> LoginRule.required(Login.OFF, everywhere))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TRIBUTARY_LOGIN");
        assertThatThrownBy(() -> LoginRule.required(Login.OFF, null)).isInstanceOf(IllegalStateException.class);
    }
}
