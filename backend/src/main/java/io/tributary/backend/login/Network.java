package io.tributary.backend.login;

import java.util.Arrays;

/** Whose attempts are counted together. */
final class Network {
    private static final int GROUPS = 4;

    private Network() {}

    /** An IPv4 address, or the first 64 bits of an IPv6 address: who has one of those has all of them. */
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        // Java writes all eight groups.
        String[] groups = address.split(":", -1);
        return String.join(":", Arrays.copyOf(groups, Math.min(GROUPS, groups.length)));
    }
}
