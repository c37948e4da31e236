package io.tributary.backend.task;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** States that a list is asked for by name. */
public final class StateNames {
    private StateNames() {}

    /**
     * The states behind names.
     *
     * @param names set apart by commas, in any case; null or blank for all
     * @throws TributaryException INVALID_PARAMETER where there is no such state
     */
    public static <S extends Enum<S>> Set<S> of(Class<S> type, @Nullable String names) {
        if (names == null || names.isBlank()) {
            return EnumSet.allOf(type);
        }
        Set<S> states = EnumSet.noneOf(type);
        for (String name : names.split(",", -1)) {
            try {
                states.add(Enum.valueOf(type, name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                String known =
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
                throw new TributaryException(
                        ErrorCode.INVALID_PARAMETER, "There is no state '" + name + "'. Known: " + known + ".", e);
            }
        }
        return states;
    }
}
