package io.tributary.worker;

import io.tributary.protocol.model.ModelGraph;
import io.tributary.worker.engine.Network;
import io.tributary.worker.engine.Torch;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The networks that a slot has at hand: those used last, because the next assignment is most often of the same task. Belongs
 * to one thread.
 */
final class Networks implements AutoCloseable {
    private static final int KEPT = 2;

    private final String device;
    private final Map<Key, Network> networks = new LinkedHashMap<>(KEPT, 0.75f, true);

    private record Key(ModelGraph graph, int capacity) {}

    Networks(String device) {
        this.device = device;
    }

    /**
     * A network with unspecified weights, valid until another one is asked for.
     *
     * @param capacity rows that its batch must hold
     */
    Network get(ModelGraph graph, int capacity) {
        Key key = new Key(graph, capacity);
        Network network = networks.get(key);
        if (network == null) {
            while (networks.size() >= KEPT) {
                Iterator<Network> eldest = networks.values().iterator();
                Network evicted = eldest.next();
                eldest.remove();
                evicted.close();
            }
            network = Torch.network(graph, capacity, device);
            networks.put(key, network);
        }
        return network;
    }

    /** Frees them all; others can be asked for afterwards. */
    @Override
    public void close() {
        networks.values().forEach(Network::close);
        networks.clear();
    }
}
