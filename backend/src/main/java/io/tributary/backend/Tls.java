package io.tributary.backend;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Turns the few variables for TLS into the server's settings; with none of them set it speaks plain HTTP. */
final class Tls {
    private static final String CERTIFICATE = "TRIBUTARY_TLS_CERTIFICATE";
    private static final String KEY = "TRIBUTARY_TLS_KEY";
    private static final String CLIENT_CA = "TRIBUTARY_TLS_CLIENT_CA";
    private static final String CLIENT_AUTH = "TRIBUTARY_TLS_CLIENT_AUTH";
    private static final Set<String> CLIENT_AUTHS = Set.of("need", "want");

    private Tls() {}

    /**
     * The settings.
     *
     * @param environment of the process: PEM files for certificate and key; for mutual TLS one with the authorities of the
     *     clients' certificates, and whether each client needs one (the default) or may do without (want)
     */
    static Map<String, Object> properties(Map<String, String> environment) {
        String certificate = environment.getOrDefault(CERTIFICATE, "");
        String key = environment.getOrDefault(KEY, "");
        String authorities = environment.getOrDefault(CLIENT_CA, "");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new IllegalArgumentException(
                    CERTIFICATE + " and " + KEY + " belong together; only one of them is set.");
        }
        if (certificate.isEmpty()) {
            if (!authorities.isEmpty()) {
                throw new IllegalArgumentException(CLIENT_CA + " needs " + CERTIFICATE + " and " + KEY + " as well.");
            }
            return Map.of();
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.ssl.certificate", certificate);
        properties.put("server.ssl.certificate-private-key", key);
        if (!authorities.isEmpty()) {
            String clientAuth = environment.getOrDefault(CLIENT_AUTH, "need");
            if (!CLIENT_AUTHS.contains(clientAuth)) {
                throw new IllegalArgumentException(
                        CLIENT_AUTH + " is '" + clientAuth + "'; it has to be need or want.");
            }
            properties.put("server.ssl.trust-certificate", authorities);
            properties.put("server.ssl.client-auth", clientAuth);
        }
        return properties;
    }
}
