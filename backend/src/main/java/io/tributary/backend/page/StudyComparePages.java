package io.tributary.backend.page;

import io.tributary.backend.study.StudyReader;
import io.tributary.backend.study.StudyState;
import io.tributary.backend.study.StudyView;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that compares studies. The address names them, so it can be shared; trials come over REST. */
@Controller
class StudyComparePages {
    private static final int MOST = 8;
    private static final int CANDIDATES = 12;

    private final StudyReader studies;

    StudyComparePages(StudyReader studies) {
        this.studies = studies;
    }

    /** @param named ids of studies; those that are gone are told, those beyond {@code MOST} left out */
    @GetMapping("/studies/compare")
    String compare(@RequestParam(name = "studies", defaultValue = "") List<String> named, Model model) {
        Map<String, StudyView> found = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        List<String> wanted = named.stream()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        for (String id : wanted.subList(0, Math.min(wanted.size(), MOST))) {
            find(id).ifPresentOrElse(study -> found.put(id, study), () -> unknown.add(shorten(id)));
        }
        List<String> ids = List.copyOf(found.keySet());
        model.addAttribute("most", MOST);
        model.addAttribute("unknown", unknown);
        model.addAttribute("dropped", Math.max(0, wanted.size() - MOST));
        model.addAttribute(
                "compared",
                found.values().stream()
                        .map(study -> Choice.of(
                                study,
                                ids.stream()
                                        .filter(id -> !id.equals(study.id()))
                                        .toList()))
                        .toList());
        model.addAttribute("candidates", ids.size() == MOST ? List.of() : candidates(ids));
        return "study/compare";
    }

    private Optional<StudyView> find(String id) {
        try {
            return Optional.of(studies.study(id));
        } catch (TributaryException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The newest that are not there yet. */
    private List<Choice> candidates(List<String> ids) {
        return studies.studies(EnumSet.allOf(StudyState.class), 0, CANDIDATES + ids.size()).stream()
                .filter(study -> !ids.contains(study.id()))
                .limit(CANDIDATES)
                .map(study -> {
                    List<String> more = new ArrayList<>(ids);
                    more.add(study.id());
                    return Choice.of(study, more);
                })
                .toList();
    }

    private static String shorten(String id) {
        return id.length() <= 40 ? id : id.substring(0, 37) + "...";
    }

    /**
     * A study that can be added or taken away.
     *
     * @param state in lower case
     * @param label the state for people
     * @param how it searches, for people
     * @param address the page with it added, or without it
     */
    record Choice(String id, String name, String state, String label, String how, String address) {
        static Choice of(StudyView study, List<String> ids) {
            String state = study.state().name();
            return new Choice(
                    study.id(),
                    study.name(),
                    state.toLowerCase(Locale.ROOT),
                    state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT),
                    study.totals().trials() + " trials",
                    ids.isEmpty() ? "/studies/compare" : "/studies/compare?studies=" + String.join(",", ids));
        }
    }
}
