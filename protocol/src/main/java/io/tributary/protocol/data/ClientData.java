package io.tributary.protocol.data;

import java.util.List;

/**
 * How much one client holds, and of what.
 *
 * @param client index of the client, from 0
 * @param examples how many it trains on
 * @param labelHistogram examples for each label, in the order of {@link DatasetInfo#labels()}
 */
public record ClientData(int client, long examples, List<Long> labelHistogram) {
    public ClientData {
        labelHistogram = List.copyOf(labelHistogram);
    }
}
