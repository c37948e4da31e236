package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TlsTest {
    private static final Map<String, String> PAIR =
            Map.of("TRIBUTARY_TLS_CERTIFICATE", "/c.pem", "TRIBUTARY_TLS_KEY", "/k.pem");

    @Test
    void speaksPlainHttpUnlessTold() {
        assertThat(Tls.properties(Map.of("TRIBUTARY_TLS_KEY", ""))).isEmpty();
        assertThat(Tls.properties(PAIR))
                .isEqualTo(Map.of("server.ssl.certificate", "/c.pem", "server.ssl.certificate-private-key", "/k.pem"));
    }

    @Test
    void asksClientsForACertificateOnceTheirAuthorityIsNamed() {
        assertThat(Tls.properties(and("TRIBUTARY_TLS_CLIENT_CA", "/ca.pem", "TRIBUTARY_TLS_CLIENT_AUTH", "need")))
                .containsEntry("server.ssl.trust-certificate", "/ca.pem")
                .containsEntry("server.ssl.client-auth", "need");
        assertThat(Tls.properties(and("TRIBUTARY_TLS_CLIENT_CA", "/ca.pem", "TRIBUTARY_TLS_CLIENT_AUTH", "want")))
                .containsEntry("server.ssl.client-auth", "want");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Tls.properties(Map.of("TRIBUTARY_TLS_KEY", "/k.pem")))
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> Tls.properties(Map.of("TRIBUTARY_TLS_CLIENT_CA", "/ca.pem")))
                .hasMessageContaining("TRIBUTARY_TLS_CERTIFICATE");
        assertThatThrownBy(() ->
                        Tls.properties(and("TRIBUTARY_TLS_CLIENT_CA", "/ca.pem", "TRIBUTARY_TLS_CLIENT_AUTH", "maybe")))
                .hasMessageContaining("need or want");
    }

    private static Map<String, String> and(String name, String value, String other, String otherValue) {
        Map<String, String> all = new HashMap<>(PAIR);
        all.put(name, value);
        all.put(other, otherValue);
        return all;
    }
}
