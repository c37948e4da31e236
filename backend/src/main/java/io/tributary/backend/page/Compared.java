package io.tributary.backend.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.ui.Model;

/**
 * What an address asks to compare.
 *
 * @param found by id, in the order of the address
 * @param unknown ids that nothing has, shortened
 * @param dropped how many were too many
 */
record Compared<T>(Map<String, T> found, List<String> unknown, int dropped) {
    static <T> Compared<T> of(List<String> named, int most, Function<String, Optional<T>> find) {
        Map<String, T> found = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        List<String> wanted = named.stream()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        for (String id : wanted.subList(0, Math.min(wanted.size(), most))) {
            find.apply(id).ifPresentOrElse(each -> found.put(id, each), () -> unknown.add(shorten(id)));
        }
        return new Compared<>(found, unknown, Math.max(0, wanted.size() - most));
    }

    List<String> ids() {
        return List.copyOf(found.keySet());
    }

    List<String> without(String id) {
        return ids().stream().filter(each -> !each.equals(id)).toList();
    }

    List<String> with(String id) {
        List<String> more = new ArrayList<>(ids());
        more.add(id);
        return more;
    }

    /** Tells the page what is missing. */
    void tell(Model model, int most) {
        model.addAttribute("most", most);
        model.addAttribute("unknown", unknown);
        model.addAttribute("dropped", dropped);
    }

    private static String shorten(String id) {
        return id.length() <= 40 ? id : id.substring(0, 37) + "...";
    }
}
