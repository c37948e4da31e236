package io.tributary.nashpo.space;

import tools.jackson.databind.JsonNode;

/** JSON values as the space compares them: numbers by size, everything else as it is. */
final class Values {
    private Values() {}

    static boolean same(JsonNode a, JsonNode b) {
        return (a.isNumber() && b.isNumber()) ? a.asDouble() == b.asDouble() : a.equals(b);
    }
}
