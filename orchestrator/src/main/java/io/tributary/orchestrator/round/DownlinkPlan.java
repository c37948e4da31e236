package io.tributary.orchestrator.round;

import io.tributary.orchestrator.selection.ClientPast;
import io.tributary.orchestrator.selection.ClientSelector;
import io.tributary.orchestrator.selection.Selections;
import io.tributary.protocol.compression.Compressor;
import io.tributary.protocol.compression.Compressors;
import io.tributary.protocol.model.Safetensors;
import io.tributary.protocol.model.WeightLayout;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.Codec;
import java.util.Collections;
import java.util.List;

/**
 * How the model travels down to the clients: as it is, or packed in one of two ways, whichever is expected to take fewer bytes:
 *
 * <ul>
 *   <li>changes: clients hold h, the server sends C(w - h) and both add it to h. The first h is the initial model, which
 *       every client can make from the task's seed, or fetches whole where it is another task's. Whoever missed rounds gets
 *       their frames too, or the whole of h where that is less. What packing loses stays in w - h and so is in the next frame: error feedback of the downlink, as in EF21-P
 *       (Gruntkowska et al. 2022, arXiv 2209.15218, algorithm 1).
 *   <li>whole: the server sends C(w), to clients that are too seldom selected for changes to pay. It keeps w as it is, so
 *       losses do not add up.
 * </ul>
 *
 * @param compressor packs what is sent
 * @param beside packs each vector that a strategy sends beside the model, whole in every round
 * @param changes whether changes are sent rather than the whole model
 * @param frame bytes of a round's frame, the most it can have where frames vary
 * @param full bytes of the model as it is
 * @param seeded whether clients can make the first model themselves, from the task's seed
 */
public record DownlinkPlan(
        Compressor compressor, Compressor beside, boolean changes, long frame, long full, boolean seeded) {
    /**
     * In fewer bits, quantized weights, other than quantized changes, cost accuracy, and corrections of all steps let training run
     * away: then eight are taken.
     */
    private static final int LEAST_BITS = 8;

    /** Clients times rounds up to which selection is run through beforehand: some milliseconds. */
    private static final long MOST_DRAWS = 1_000_000;

    /** The plan that a task's clients and codec call for. */
    public static DownlinkPlan of(TaskSpec spec, WeightLayout layout) {
        Codec codec = spec.compression().downlink();
        long full = Safetensors.fileSize(layout);
        boolean seeded = !spec.start().warm();
        Compressor changes = Compressors.of(codec);
        if (!changes.lossy()) {
            return new DownlinkPlan(changes, changes, false, full, full, seeded);
        }
        Compressor whole = Compressors.of(whole(codec));
        double roundsApart = (double) spec.clients().count() / spec.clientsAsked();
        long changesSize = changes.frameSize(layout.size());
        long wholeSize = whole.frameSize(layout.size());
        return changesSize * roundsApart <= wholeSize
                ? new DownlinkPlan(changes, whole, true, changesSize, full, seeded)
                : new DownlinkPlan(whole, whole, false, wholeSize, full, seeded);
    }

    private static Codec whole(Codec codec) {
        String scheme = codec.scheme().equals("top-k") ? "none" : codec.scheme();
        return new Codec(
                scheme, Math.max(codec.bits(), LEAST_BITS), codec.keep(), codec.errorFeedback(), codec.entropy());
    }

    /** Bytes of a vector beside the model, the most they can be where frames vary. */
    public long besideBytes(WeightLayout layout) {
        return beside.lossy() ? beside.frameSize(layout.size()) : full;
    }

    /** Whether clients get something else than the model itself. */
    boolean packs() {
        return compressor.lossy();
    }

    /**
     * Bytes that a client fetches, if no frame is smaller than it may be.
     *
     * @param lastReceived the last round whose model it got, 0 if none
     */
    long bytes(int round, int lastReceived) {
        return bytes(round, lastReceived, FrameSizes.NONE);
    }

    /**
     * Bytes that a client fetches.
     *
     * @param frames the sizes of the frames up to this round's, as far as they are known
     */
    long bytes(int round, int lastReceived, FrameSizes frames) {
        if (!changes) {
            return frames.last(1, frame);
        }
        boolean held = seeded || lastReceived > 0;
        return held ? Math.min(frames.last(round - lastReceived, frame), full) : full;
    }

    /**
     * Bytes that a selected client is expected to fetch, mean over all rounds of a task whose clients all stay: exact where the
     * task's rule of selection can be foretold, else what it would be on average if clients were drawn at random.
     */
    public double expectedBytes(TaskSpec spec) {
        if (!changes) {
            return frame;
        }
        ClientSelector selector = Selections.of(spec.clients().selection());
        long draws = (long) spec.clients().count() * spec.training().rounds();
        return selector.foreseeable() && draws <= MOST_DRAWS ? foretold(spec, selector) : average(spec);
    }

    private double foretold(TaskSpec spec, ClientSelector selector) {
        List<ClientPast> past = Collections.nCopies(spec.clients().count(), ClientPast.NONE);
        int[] lastReceived = new int[spec.clients().count()];
        long sum = 0;
        long fetches = 0;
        for (int round = 1; round <= spec.training().rounds(); round++) {
            for (int client :
                    selector.select(new ClientSelector.Candidates(spec.seed(), round, spec.clientsAsked(), past))) {
                sum += bytes(round, lastReceived[client]);
                lastReceived[client] = round;
                fetches++;
            }
        }
        return (double) sum / fetches;
    }

    private double average(TaskSpec spec) {
        int rounds = spec.training().rounds();
        double share = (double) spec.clientsAsked() / spec.clients().count();
        // Over the rounds since a client last took part: their chance times their bytes, and the chance of still more.
        double bySince = 0;
        double longer = 1;
        double sum = 0;
        for (int round = 1; round <= rounds; round++) {
            sum += bySince + longer * bytes(round, 0);
            bySince += longer * share * bytes(round, 0);
            longer *= 1 - share;
        }
        return sum / rounds;
    }
}
