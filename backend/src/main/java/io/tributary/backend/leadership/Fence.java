package io.tributary.backend.leadership;

import java.util.function.Supplier;

/** Keeps a server that leads no more from writing. */
public interface Fence {

    /**
     * Does something in a transaction that is committed only if this server leads until then.
     *
     * @throws io.tributary.protocol.error.TributaryException STANDBY where it does not lead
     */
    <T> T write(Supplier<T> work);
}
