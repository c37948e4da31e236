package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS by a certificate and a key in two files, and a client's certificate where its authority is named. */
class TlsIT {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path keys;

    private static KeyStore own;
    private static KeyStore client;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        own = key("server");
        client = key("client");
    }

    @Test
    void encryptsAndTellsTheBrowserToStayWithIt() throws Exception {
        try (ServerProcess server = server().over(context(null)).start()) {
            var answer = server.get("/actuator/health");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
            assertThat(server.get("/api/v1/tasks").statusCode()).isEqualTo(401);
            assertThat(server.log()).contains("Tributary is at https://").doesNotContain("NOT ENCRYPTED");
        }
    }

    @Test
    void asksForAClientsCertificateOnceItsAuthorityIsNamed() throws Exception {
        try (ServerProcess server = server().with(
                        "TRIBUTARY_TLS_CLIENT_CA", file("client", "certificate").toString())
                .over(context(client))
                .start()) {
            assertThat(server.get("/actuator/health").statusCode()).isEqualTo(200);
            server.over(context(null));
            assertThatThrownBy(() -> server.get("/actuator/health")).hasRootCauseInstanceOf(IOException.class);
        }
    }

    private ServerProcess server() {
        return new ServerProcess(folder)
                .with("TRIBUTARY_ADDRESS", "0.0.0.0")
                .with("TRIBUTARY_TLS_CERTIFICATE", file("server", "certificate").toString())
                .with("TRIBUTARY_TLS_KEY", file("server", "key").toString());
    }

    /** Trusts the server's certificate, and shows one of its own if it has one. */
    private static SSLContext context(@Nullable KeyStore shown) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(own);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(shown, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Makes a key with a certificate for itself, as PEM files and as what is returned: the key with the certificate. */
    private static KeyStore key(String name) throws Exception {
        Path file = keys.resolve(name + ".p12");
        int exit = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        String.valueOf(PASSWORD)))
                .start()
                .waitFor();
        assertThat(exit).isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            made.load(in, PASSWORD);
        }
        write(
                file(name, "certificate"),
                "CERTIFICATE",
                made.getCertificate(name).getEncoded());
        write(file(name, "key"), "PRIVATE KEY", made.getKey(name, PASSWORD).getEncoded());
        // So that it can be trusted as well: the entry with the key alone is none to trust.
        made.setCertificateEntry(name + " itself", made.getCertificate(name));
        return made;
    }

    private static Path file(String name, String what) {
        return keys.resolve(name + "-" + what + ".pem");
    }

    private static void write(Path file, String label, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        Files.writeString(file, "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }
}
