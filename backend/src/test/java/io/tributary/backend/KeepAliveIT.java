package io.tributary.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Browsers reuse connections at once; every request on one must be answered. */
class KeepAliveIT {
    private static final int CONNECTIONS = 4;
    private static final int REQUESTS = 300;

    @Test
    void answersEveryRequestThatFollowsPromptlyOnAReusedConnection() throws Exception {
        ServerProcess server = SharedServer.get();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<Integer>> answered = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                answered.add(threads.submit(() -> ask(server.port())));
            }
            for (Future<Integer> each : answered) {
                assertThat(each.get(3, TimeUnit.MINUTES)).isEqualTo(REQUESTS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** As when one clicks while the last image, which the browser has already, is asked for: it was left unread for ever. */
    @Test
    void answersWhatFollowsARequestThatCameBeforeTheAnswerToTheOneBefore() throws IOException {
        byte[] first = request("/layout/layout.css", "");
        byte[] second = request("/layout/mark.svg", "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n");
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), SharedServer.get().port())) {
            socket.setSoTimeout(30_000);
            for (int i = 0; i < REQUESTS; i++) {
                socket.getOutputStream().write(first);
                socket.getOutputStream().write(second);
                readAnswer(socket.getInputStream());
                readAnswer(socket.getInputStream());
            }
        }
    }

    private static byte[] request(String path, String header) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** One connection, one request after the other. A read that takes half a minute will never end. */
    private static int ask(int port) throws IOException {
        byte[] request = request("/actuator/health", "");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            InputStream in = socket.getInputStream();
            int answered = 0;
            for (int i = 0; i < REQUESTS; i++) {
                socket.getOutputStream().write(request);
                readAnswer(in);
                answered++;
            }
            return answered;
        }
    }

    private static void readAnswer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the connection is open").isNotNegative();
            head.append((char) next);
        }
        if (head.indexOf(" 304 ") > 0) {
            return;
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElseThrow();
        assertThat(in.readNBytes(length)).hasSize(length);
    }
}
