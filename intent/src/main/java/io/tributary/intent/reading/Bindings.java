package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.text.Quantity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The numbers that have found their fields so far. */
final class Bindings {
    private final List<Bound> all;

    Bindings(List<Bound> named) {
        this.all = new ArrayList<>(named);
    }

    Stream<Bound> stream() {
        return List.copyOf(all).stream();
    }

    List<Bound> list() {
        return new ArrayList<>(all);
    }

    boolean has(String field) {
        return all.stream().anyMatch(each -> each.field().equals(field));
    }

    boolean isFree(Quantity number) {
        return all.stream().noneMatch(each -> each.number().equals(number));
    }

    void bind(Quantity number, String field, double cost) {
        all.add(new Bound(number, field, null, cost));
    }

    /** Gives a number another field than it had. */
    void rebind(Quantity number, String field, double cost) {
        release(number);
        bind(number, field, cost);
    }

    /** Takes a number from the field that it had. */
    void release(Quantity number) {
        all.removeIf(other -> other.number().from() == number.from());
    }

    /** Takes a number for what it says by itself, a count: seven times over the data are seven. */
    void count(Quantity number, String field) {
        rebind(new Quantity(number.from(), number.to(), number.value(), Kind.PLAIN), field, 1);
    }

    void replace(Bound old, Bound with) {
        all.remove(old);
        all.add(with);
    }

    void removeIf(Predicate<Bound> condition) {
        all.removeIf(condition);
    }
}
