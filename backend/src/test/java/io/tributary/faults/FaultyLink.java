package io.tributary.faults;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bad line between one worker and the server, in plain HTTP: it can be cut, slow, damage what passes, bring it twice or in another
 * order, and it tells a test at which moment of a round its worker is. It reads requests and WebSocket messages as wholes on their way up;
 * answers pass as they come.
 */
public final class FaultyLink implements AutoCloseable {
    /** What a worker is seen doing. */
    public enum Moment {
        /** Half of the first bytes of weights have passed. */
        FETCHING,
        /** A message says how far the training is. */
        TRAINING,
        /** Half of a piece of an update has passed. */
        UPLOADING,
        /** A result is about to pass. */
        ANSWERING
    }

    /** Smaller answers are no weights. */
    private static final int WEIGHTS = 4000;

    private static final int BUFFER = 16 * 1024;

    private final ServerSocket door;
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<Moment, Runnable> deeds = new EnumMap<>(Moment.class);
    private final Map<Moment, Runnable> damages = new EnumMap<>(Moment.class);
    private volatile boolean down;
    private volatile boolean twice;
    private volatile boolean swapped;
    private volatile long bytesPerSecond;

    /** @param server port on this machine */
    public FaultyLink(int server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run("link", this::listen);
    }

    /** Where the worker is to connect. */
    public String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** Does something once, when the worker is next seen doing something; on the thread that carries its bytes, which waits. */
    public void at(Moment moment, Runnable deed) {
        synchronized (deeds) {
            deeds.put(moment, deed);
        }
    }

    /** Changes a bit of what next passes at a moment, and tells. */
    public void damage(Moment moment, Runnable done) {
        synchronized (deeds) {
            damages.put(moment, done);
        }
    }

    /** Breaks all connections, and lets none be made until {@link #mend}. */
    public void cut() {
        down = true;
        sockets.forEach(FaultyLink::close);
    }

    public void mend() {
        down = false;
    }

    /** @param rate bytes a second of each connection and direction; 0 for as fast as they come */
    public void slow(long rate) {
        bytesPerSecond = rate;
    }

    /** Whether each message, and each piece of an update, comes twice. */
    public void twice(boolean on) {
        twice = on;
    }

    /** Whether each message waits for the one after it to overtake it. */
    public void swapped(boolean on) {
        swapped = on;
    }

    @Override
    public void close() {
        cut();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() throws IOException {
        while (!door.isClosed()) {
            Socket worker = door.accept();
            if (down) {
                close(worker);
                continue;
            }
            try {
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(worker);
                sockets.add(upstream);
                Connection connection = new Connection(worker, upstream);
                run("up", () -> connection.carry(connection::up));
                run("down", () -> connection.carry(connection::down));
            } catch (IOException nobodyThere) {
                close(worker);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException over) {
                        // As when the line or the test has ended.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone anyway.
        }
    }

    private void reached(Moment moment) {
        Runnable deed;
        synchronized (deeds) {
            deed = deeds.remove(moment);
        }
        if (deed != null) {
            deed.run();
        }
    }

    /** Changes the last byte's lowest bit, if that is wanted. */
    private void perhapsDamage(Moment moment, byte[] bytes, int end) {
        Runnable done;
        synchronized (deeds) {
            done = damages.remove(moment);
        }
        if (done != null) {
            bytes[end - 1] ^= 1;
            done.run();
        }
    }

    private void write(OutputStream out, byte[] bytes, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            long rate = bytesPerSecond;
            int step = rate == 0 ? to - at : (int) Math.min(to - at, Math.max(1, rate / 20));
            out.write(bytes, at, step);
            out.flush();
            at += step;
            if (rate > 0) {
                pause(TimeUnit.SECONDS.toNanos(step) / rate);
            }
        }
    }

    /** The speed of the line. */
    private static void pause(long nanos) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** One connection of the worker, and the one to the server that goes with it. */
    private final class Connection {
        private final Socket worker;
        private final Socket upstream;
        private volatile boolean fetching;
        private byte @Nullable [] held;

        Connection(Socket worker, Socket upstream) {
            this.worker = worker;
            this.upstream = upstream;
        }

        void carry(Work work) throws IOException {
            try {
                work.run();
            } finally {
                close(worker);
                close(upstream);
                sockets.remove(worker);
                sockets.remove(upstream);
            }
        }

        void down() throws IOException {
            InputStream in = upstream.getInputStream();
            OutputStream out = worker.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                int half = 0;
                if (fetching && count >= WEIGHTS) {
                    perhapsDamage(Moment.FETCHING, buffer, count);
                    half = count / 2;
                    write(out, buffer, 0, half);
                    reached(Moment.FETCHING);
                }
                write(out, buffer, half, count);
            }
        }

        void up() throws IOException {
            DataInputStream in = new DataInputStream(worker.getInputStream());
            OutputStream out = upstream.getOutputStream();
            while (true) {
                byte[] head = head(in);
                String text = new String(head, StandardCharsets.ISO_8859_1);
                fetching = text.startsWith("GET /api/v1/artifacts/");
                byte[] body = new byte[length(text)];
                in.readFully(body);
                boolean piece = text.startsWith("PATCH ");
                if (piece) {
                    perhapsDamage(Moment.UPLOADING, body, body.length);
                    if (twice) {
                        aside(head, body);
                    }
                }
                write(out, head, 0, head.length);
                write(out, body, 0, body.length / 2);
                if (piece) {
                    reached(Moment.UPLOADING);
                }
                write(out, body, body.length / 2, body.length);
                if (text.toLowerCase(java.util.Locale.ROOT).contains("upgrade: websocket")) {
                    messages(in, out);
                }
            }
        }

        private byte[] head(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            int matched = 0;
            while (matched < 4) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the worker hung up");
                }
                head.write(next);
                boolean expected = next == (matched % 2 == 0 ? '\r' : '\n');
                matched = expected ? matched + 1 : next == '\r' ? 1 : 0;
            }
            return head.toByteArray();
        }

        private static int length(String head) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
        }

        /** The same request on a line of its own, whose answer nobody reads. */
        private void aside(byte[] head, byte[] body) throws IOException {
            Socket other = new Socket(InetAddress.getLoopbackAddress(), server);
            sockets.add(other);
            other.getOutputStream().write(head);
            other.getOutputStream().write(body);
            other.getOutputStream().flush();
        }

        private void messages(DataInputStream in, OutputStream out) throws IOException {
            while (true) {
                byte[] frame = frame(in);
                String text = text(frame);
                if (text.contains("\"type\":\"progress\"")) {
                    reached(Moment.TRAINING);
                }
                if (text.contains("\"type\":\"done\"")) {
                    perhapsDamage(Moment.ANSWERING, frame, frame.length);
                    reached(Moment.ANSWERING);
                }
                pass(out, frame, !text.isEmpty() && !text.contains("\"type\":\"hello\""));
            }
        }

        private void pass(OutputStream out, byte[] frame, boolean message) throws IOException {
            byte[] earlier = held;
            if (message && swapped && earlier == null) {
                held = frame;
                return;
            }
            write(out, frame, 0, frame.length);
            if (earlier != null) {
                held = null;
                write(out, earlier, 0, earlier.length);
            }
            if (message && twice) {
                write(out, frame, 0, frame.length);
            }
        }

        private byte[] frame(DataInputStream in) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            frame.write(first);
            frame.write(second);
            int length = second & 0x7f;
            int more = length == 126 ? 2 : length == 127 ? 8 : 0;
            long size = more == 0 ? length : 0;
            for (int i = 0; i < more; i++) {
                int next = in.readUnsignedByte();
                frame.write(next);
                size = size << 8 | next;
            }
            byte[] rest = new byte[Math.toIntExact(size) + ((second & 0x80) != 0 ? 4 : 0)];
            in.readFully(rest);
            frame.write(rest);
            return frame.toByteArray();
        }

        /** What a whole text message says; nothing for all else. */
        private static String text(byte[] frame) {
            if ((frame[0] & 0xff) != 0x81 || (frame[1] & 0x80) == 0) {
                return "";
            }
            int length = frame[1] & 0x7f;
            int mask = 2 + (length == 126 ? 2 : length == 127 ? 8 : 0);
            byte[] text = Arrays.copyOfRange(frame, mask + 4, frame.length);
            for (int i = 0; i < text.length; i++) {
                text[i] ^= frame[mask + i % 4];
            }
            return new String(text, StandardCharsets.UTF_8);
        }
    }
}
