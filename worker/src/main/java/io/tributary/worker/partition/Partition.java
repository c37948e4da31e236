package io.tributary.worker.partition;

import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import io.tributary.worker.data.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Which client holds which training examples. Immutable.
 *
 * <p>By worker, a site plays one client, which holds everything: whichever index the server gave it.
 */
public final class Partition {
    private final int[][] examples;
    private final List<ClientData> description;
    private final boolean byWorker;

    private Partition(int[][] examples, List<ClientData> description, boolean byWorker) {
        this.examples = examples;
        this.description = description;
        this.byWorker = byWorker;
    }

    /**
     * Deals examples to clients. Clients that a scheme leaves empty get a single example each, in the order of the clients,
     * from whoever holds most at that moment (the first of them): a deviation from the schemes' papers, which either leave
     * such clients empty or draw again until there are none.
     *
     * @throws TributaryException INVALID_SPEC where there are more clients than examples
     */
    public static Partition of(Examples train, TaskSpec.Partition spec, int clients, long seed) {
        if (spec.scheme() == PartitionScheme.BY_WORKER) {
            return whole(train, seed);
        }
        if (clients > train.count()) {
            throw TributaryException.ofField(
                    ErrorCode.INVALID_SPEC,
                    "clients.count",
                    clients + " clients cannot share " + train.count() + " examples; use fewer.");
        }
        int[] labels = train.labels();
        int classes = train.shape().classes();
        UniformRandomProvider random = Seeds.generator(seed, Purpose.PARTITION, 0, 0);
        int[][] parts = Partitioners.of(spec.scheme()).split(labels, classes, clients, spec, random);
        feedTheEmpty(parts);
        for (int[] part : parts) {
            Seeds.shuffle(part, random);
        }
        return new Partition(parts, describe(parts, train), false);
    }

    private static Partition whole(Examples train, long seed) {
        int[] all = Cut.shuffled(train.count(), Seeds.generator(seed, Purpose.PARTITION, 0, 0));
        int[][] parts = {all};
        return new Partition(parts, describe(parts, train), true);
    }

    /** How many clients there are. */
    public int clients() {
        return examples.length;
    }

    /**
     * The indices of a client's training examples, in random order; a copy.
     *
     * @throws TributaryException INTERNAL where there is no such client
     */
    public int[] examples(int client) {
        if (byWorker) {
            return examples[0].clone();
        }
        if (client < 0 || client >= examples.length) {
            throw new TributaryException(
                    ErrorCode.INTERNAL, "There is no client " + client + " among " + examples.length + " clients.");
        }
        return examples[client].clone();
    }

    /** How much of what each client holds, in the order of the clients. */
    public List<ClientData> describe() {
        return description;
    }

    private static void feedTheEmpty(int[][] parts) {
        for (int client = 0; client < parts.length; client++) {
            if (parts[client].length == 0) {
                int largest = 0;
                for (int i = 1; i < parts.length; i++) {
                    largest = parts[i].length > parts[largest].length ? i : largest;
                }
                int left = parts[largest].length - 1;
                parts[client] = new int[] {parts[largest][left]};
                parts[largest] = Arrays.copyOf(parts[largest], left);
            }
        }
    }

    private static List<ClientData> describe(int[][] parts, Examples train) {
        List<ClientData> clients = new ArrayList<>();
        for (int client = 0; client < parts.length; client++) {
            // Numbers to predict have no labels to count.
            long[] histogram = new long[train.real() ? 0 : train.shape().classes()];
            for (int example : train.real() ? new int[0] : parts[client]) {
                histogram[train.label(example)]++;
            }
            clients.add(new ClientData(
                    client,
                    parts[client].length,
                    LongStream.of(histogram).boxed().toList()));
        }
        return List.copyOf(clients);
    }
}
