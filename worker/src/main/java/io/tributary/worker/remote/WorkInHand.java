package io.tributary.worker.remote;

import io.tributary.protocol.message.Assignment;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the slots do or will do, and which leases want it. Work is in hand once, under the lease that asked first; one that asks for the
 * same later joins it. Guarded by the site's worker.
 */
final class WorkInHand {
    private final Map<WorkKey, Piece> pieces = new LinkedHashMap<>();

    /**
     * @param begun under which the slots know it
     * @param leases all that ask for it, by id, the latest last
     */
    private record Piece(Assignment begun, Map<String, Assignment> leases) {
        static Piece of(Assignment assignment) {
            return new Piece(assignment, new LinkedHashMap<>(Map.of(assignment.id(), assignment)));
        }

        Assignment latest() {
            return leases.values().stream().reduce(begun, (first, second) -> second);
        }
    }

    /**
     * Work that could not be done.
     *
     * @param told the leases that hear so
     * @param again to be begun anew; null where nobody else has asked
     */
    record Failure(List<Assignment> told, @Nullable Assignment again) {}

    /** Work that was done, and who wants it. */
    record Done(WorkKey work, List<Assignment> leases) {}

    /**
     * A lease asks for work.
     *
     * @return whether it is to be begun; otherwise the lease has joined what is in hand
     */
    boolean begin(WorkKey work, Assignment lease) {
        Piece piece = pieces.get(work);
        if (piece == null) {
            pieces.put(work, Piece.of(lease));
            return true;
        }
        piece.leases.put(lease.id(), lease);
        return false;
    }

    /**
     * A lease is taken back.
     *
     * @return under which the slots know what nobody asks for any more; empty where somebody does
     */
    Optional<String> cancel(String lease) {
        for (Iterator<Piece> all = pieces.values().iterator(); all.hasNext(); ) {
            Piece each = all.next();
            if (each.leases.remove(lease) != null && each.leases.isEmpty()) {
                all.remove();
                return Optional.of(each.begun.id());
            }
        }
        return Optional.empty();
    }

    /** The lease that asked last for what the slots know by this id. */
    Optional<Assignment> latest(String begun) {
        return find(begun).map(found -> found.getValue().latest());
    }

    /** It is in hand no longer. */
    Optional<Done> done(String begun) {
        Optional<Map.Entry<WorkKey, Piece>> found = find(begun);
        found.ifPresent(each -> pieces.remove(each.getKey()));
        return found.map(each ->
                new Done(each.getKey(), List.copyOf(each.getValue().leases.values())));
    }

    /**
     * A failure is one of the leases it was begun under. Whoever joined since may be another life of the server, and have what the one
     * before it took to its grave, or refused while it did not know yet that it would ask: for the latest of those it is begun anew.
     */
    Failure failed(String begun) {
        Map.Entry<WorkKey, Piece> found = find(begun).orElse(null);
        if (found == null) {
            return new Failure(List.of(), null);
        }
        pieces.remove(found.getKey());
        Piece piece = found.getValue();
        Assignment latest = piece.latest();
        if (latest.id().equals(begun)) {
            return new Failure(List.copyOf(piece.leases.values()), null);
        }
        pieces.put(found.getKey(), Piece.of(latest));
        return new Failure(
                piece.leases.values().stream()
                        .filter(lease -> !lease.equals(latest))
                        .toList(),
                latest);
    }

    /** By the id under which the slots know it; there is no more than the slots and their queue hold. */
    private Optional<Map.Entry<WorkKey, Piece>> find(String begun) {
        return pieces.entrySet().stream()
                .filter(each -> each.getValue().begun.id().equals(begun))
                .findFirst();
    }
}
