package io.tributary.backend.page;

import io.tributary.orchestrator.task.TaskState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which tasks the list shows.
 *
 * @param state a state in lower case, {@code unfinished}, or empty for any; what is unknown is any
 * @param name part of the name, empty for any
 */
record TaskFilter(String state, String name) {
    private static final String UNFINISHED = "unfinished";

    TaskFilter {
        String wanted = state.strip().toLowerCase(Locale.ROOT);
        state = options().stream().anyMatch(option -> option.value().equals(wanted)) ? wanted : "";
        name = name.strip();
    }

    /** The choices of state, for a select. */
    static List<Option> options() {
        List<Option> options = new ArrayList<>();
        options.add(new Option("", "Any state"));
        options.add(new Option(UNFINISHED, "Not finished"));
        for (TaskState each : TaskState.values()) {
            options.add(new Option(each.name().toLowerCase(Locale.ROOT), TaskCard.label(each)));
        }
        return options;
    }

    record Option(String value, String label) {}

    Set<TaskState> states() {
        EnumSet<TaskState> states = EnumSet.allOf(TaskState.class);
        states.removeIf(each -> state.equals(UNFINISHED)
                ? each.ended()
                : !state.isEmpty() && !each.name().equalsIgnoreCase(state));
        return states;
    }

    /** Whether it leaves anything out. Public, as is {@link #address}, for the template. */
    public boolean narrow() {
        return !state.isEmpty() || !name.isEmpty();
    }

    /** Where a page of such tasks is. */
    public String address(int page) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/");
        if (!state.isEmpty()) {
            address.queryParam("state", state);
        }
        if (!name.isEmpty()) {
            address.queryParam("name", "{name}");
        }
        if (page > 0) {
            address.queryParam("page", page);
        }
        return address.encode().buildAndExpand(name).toUriString();
    }
}
