package io.tributary.worker.secure;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.secure.Session;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The clients at this worker whose rounds are under way, by task; of each task the latest attempt. Safe for use by many threads. */
public final class MaskedClients {
    /** Tasks whose last round is remembered: those that end never say so. */
    private static final int TASKS = 64;

    private final Map<String, Attempt> tasks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempt> eldest) {
            return size() > TASKS;
        }
    };

    private record Attempt(Session session, Map<Integer, MaskedClient> clients) {}

    /**
     * A client with new keys.
     *
     * @throws TributaryException WRONG_STATE where it has keys of this session already
     */
    public synchronized MaskedClient begin(Session session, int client) {
        Attempt attempt = tasks.get(session.task());
        if (attempt == null || !attempt.session.equals(session)) {
            attempt = new Attempt(session, new HashMap<>());
            tasks.put(session.task(), attempt);
        }
        MaskedClient made = new MaskedClient(session, client);
        if (attempt.clients.putIfAbsent(client, made) != null) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE,
                    "Client " + client + " has keys of this round already, and makes them once.");
        }
        return made;
    }

    /** @throws TributaryException WRONG_STATE where this worker does not know its keys, as after a restart */
    public synchronized MaskedClient get(Session session, int client) {
        Attempt attempt = tasks.get(session.task());
        MaskedClient known = attempt == null || !attempt.session.equals(session) ? null : attempt.clients.get(client);
        if (known == null) {
            throw new TributaryException(
                    ErrorCode.WRONG_STATE,
                    "The keys of client " + client
                            + " for this round are gone; its worker was restarted, or another round has begun.");
        }
        return known;
    }

    /** The client has done its last step; its secrets go. */
    public synchronized void end(Session session, int client) {
        Attempt attempt = tasks.get(session.task());
        if (attempt != null && attempt.session.equals(session)) {
            attempt.clients.remove(client);
        }
    }
}
