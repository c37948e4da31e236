package io.tributary.backend.page;

import io.tributary.backend.study.StudyReader;
import io.tributary.backend.study.StudyState;
import io.tributary.backend.study.StudyView;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
        Compared<StudyView> compared = Compared.of(named, MOST, this::find);
        compared.tell(model, MOST);
        model.addAttribute(
                "compared",
                compared.found().entrySet().stream()
                        .map(each -> Choice.of(each.getValue(), compared.without(each.getKey())))
                        .toList());
        model.addAttribute("candidates", compared.found().size() == MOST ? List.of() : candidates(compared));
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
    private List<Choice> candidates(Compared<StudyView> compared) {
        int there = compared.found().size();
        return studies.studies(EnumSet.allOf(StudyState.class), 0, CANDIDATES + there).stream()
                .filter(study -> !compared.found().containsKey(study.id()))
                .limit(CANDIDATES)
                .map(study -> Choice.of(study, compared.with(study.id())))
                .toList();
    }

    /**
     * A study that can be added or taken away.
     *
     * @param state in lower case
     * @param label the state for people
     * @param size how much it has tried, for people
     * @param address the page with it added, or without it
     */
    record Choice(String id, String name, String state, String label, String size, String address) {
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
