package io.tributary.backend.study;

import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Trials as comma-separated values (RFC 4180): one column for each field that any of them has, and for each objective. */
final class TrialsCsv {
    private TrialsCsv() {}

    static String of(List<Tried> trials, List<Objective> objectives) {
        Set<String> fields = new TreeSet<>();
        trials.forEach(each -> fields.addAll(each.trial().params().values().keySet()));
        List<String> header = new ArrayList<>(List.of("number", "state", "source"));
        objectives.forEach(each -> header.add(each.metric().name().toLowerCase(Locale.ROOT)));
        header.addAll(fields);
        header.addAll(List.of("rounds", "bytes", "cpuSeconds", "seconds", "taskId", "rationale", "failure"));
        return line(header)
                + trials.stream()
                        .map(each -> line(cells(each, objectives, fields)))
                        .collect(Collectors.joining());
    }

    private static List<String> cells(Tried tried, List<Objective> objectives, Set<String> fields) {
        Trial trial = tried.trial();
        List<String> cells = new ArrayList<>(List.of(
                Integer.toString(trial.number()),
                trial.state().name(),
                trial.source().name().toLowerCase(Locale.ROOT)));
        for (int i = 0; i < objectives.size(); i++) {
            cells.add(i < trial.values().size() ? trial.values().get(i).toString() : "");
        }
        for (String field : fields) {
            JsonNode value = trial.params().get(field);
            cells.add(value == null ? "" : value.asString());
        }
        cells.add(Long.toString(trial.used().rounds()));
        cells.add(Long.toString(trial.used().bytes()));
        cells.add(Double.toString(trial.used().cpuSeconds()));
        cells.add(Double.toString(trial.used().seconds()));
        cells.add(tried.taskId());
        cells.add(plain(trial.rationale()));
        cells.add(plain(trial.failure()));
        return cells;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(TrialsCsv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** What a language model wrote must not be a formula where somebody opens it in a spreadsheet. */
    private static String plain(@Nullable String text) {
        String said = Objects.requireNonNullElse(text, "");
        return said.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + said : said;
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[\",\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
