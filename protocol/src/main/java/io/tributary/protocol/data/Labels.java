package io.tributary.protocol.data;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order that sites and server put names in, whoever saw which first: whole numbers by value, then texts by characters. */
public final class Labels {
    private static final Comparator<String> ORDER = Comparator.comparing(Labels::whole)
            .reversed()
            .thenComparing(name -> whole(name) ? new BigInteger(name) : BigInteger.ZERO)
            .thenComparing(Comparator.naturalOrder());

    private Labels() {}

    /** The names, each once, in order. */
    public static List<String> sorted(Collection<String> names) {
        return names.stream().distinct().sorted(ORDER).toList();
    }

    private static boolean whole(String name) {
        return name.matches("-?[0-9]{1,40}");
    }
}
