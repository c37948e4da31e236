package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a login only this machine's own names are answered to, whatever name was made to point at it. */
class HostIT {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "LOCALHOST", "127.0.0.1", "127.0.0.1:1", "[::1]:8080"})
    void answersToItsOwnNames(String host) throws IOException {
        assertThat(statusLine(host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example",
                "rebound.example:8080",
                "localhost.rebound.example",
                "127.0.0.1.rebound.example",
                "localhost:8080.rebound.example",
                "192.168.0.7"
            })
    void refusesEveryOtherName(String host) throws IOException {
        assertThat(statusLine(host)).matches("HTTP/1.1 4(21|00) .*");
    }

    /** By hand: Java's client does not let the header be set. */
    private static String statusLine(String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), SharedServer.get().port())) {
            String request = "GET /api/v1/tasks HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }
}
