package io.tributary.protocol.compression;

import java.util.List;

/** The registry of compression schemes. */
public final class Compressors {
    private static final List<Compressor> ALL = List.of(new NoCompressor());

    private Compressors() {}

    public static List<String> ids() {
        return ALL.stream().map(Compressor::id).toList();
    }

    /** @throws IllegalArgumentException where there is none of that id, naming the known ones */
    public static Compressor of(String id) {
        return ALL.stream()
                .filter(compressor -> compressor.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no compression scheme '" + id + "'. Known: " + String.join(", ", ids()) + "."));
    }
}
